# The module as it is installed: a folder of its own, on the module path. Jobs are processes that have not imported it yet.

Describe 'An installed copy of the module' {
    BeforeAll {
        $version = (Import-PowerShellDataFile "$PSScriptRoot/../BatchNorm.psd1").ModuleVersion
        $root = Join-Path $TestDrive "Modules/BatchNorm/$version"
        $null = New-Item $root -ItemType Directory -Force
        Copy-Item "$PSScriptRoot/../BatchNorm.psd1" $root
        $null = New-Item (Join-Path $root bin) -ItemType SymbolicLink -Target (Resolve-Path "$PSScriptRoot/../bin")
        $modulePath = $env:PSModulePath
    }

    AfterAll {
        $env:PSModulePath = $modulePath
    }

    It 'is found and loaded by the name of a cmdlet' {
        $env:PSModulePath = (Join-Path $TestDrive Modules) + [IO.Path]::PathSeparator + $env:PSModulePath
        Start-Job { (New-InitialWeight -Seed 3).Seed; (Get-Module BatchNorm).ModuleBase } | Receive-Job -Wait -AutoRemoveJob | Should -Be @(3, $root)
    }

    It 'passes Test-ModuleManifest' {
        Test-ModuleManifest "$PSScriptRoot/../BatchNorm.psd1" | Should -Not -BeNullOrEmpty
    }

    It 'exports every cmdlet it has, and documents it in the README' {
        $module = Import-Module "$PSScriptRoot/../BatchNorm.psd1" -PassThru
        $cmdlets = $module.NestedModules.ExportedCmdlets.Keys | Sort-Object
        $module.ExportedCmdlets.Keys | Sort-Object | Should -Be $cmdlets
        $readme = Get-Content "$PSScriptRoot/../README.md" -Raw
        foreach ($cmdlet in $cmdlets) {
            $readme | Should -Match "(?m)^\| ``$cmdlet`` \|"
        }
    }

    It 'never touches libtorch unless the Torch engine is asked for' {
        & "$PSScriptRoot/New-TinyDataset.ps1" "$TestDrive/tiny"
        $loaded = Start-Job {
            Import-Module $using:PSScriptRoot/../BatchNorm.psd1
            $few = @{ TrainingBatches = 2; DatasetPath = "$using:TestDrive/tiny" }
            $null = Compare-BatchNorm -HiddenLayer 10 @few
            $null = Compare-BatchNorm -HiddenLayer 10 -Placement AfterActivation @few
            $null = Compare-BatchNorm -Architecture Convolutional -FeatureMaps 2 -KernelSize 3 -HiddenLayer 10 @few
            $null = Compare-BatchNorm -Architecture Recurrent -HiddenLayer 5 @few
            [AppDomain]::CurrentDomain.GetAssemblies().GetName().Name -match 'Torch'
            (Get-Process -Id $PID).Modules.ModuleName -match 'torch'
            'checked'
        } | Receive-Job -Wait -AutoRemoveJob
        $loaded | Should -Be 'checked'
    }
}
