# What the documents tell the reader to type works: every block runs, shrunk to a moment, on the built-in digits.

BeforeAll {
    Import-Module "$PSScriptRoot/../BatchNorm.psd1"
    $root = Resolve-Path "$PSScriptRoot/.."
}

Describe '<_>' -ForEach 'README.md', 'docs/lesson.md' {
    It 'runs from its first command to its last' {
        $folder = New-Item (Join-Path $TestDrive (Split-Path $_ -LeafBase)) -ItemType Directory
        $document = "$root/$_"
        $shrunk = @{
            '*:Dataset'                          = 'Synthetic'
            'Compare-BatchNorm:TrainingBatches'  = 20
            'Compare-BatchNorm:BatchesPerSample' = 10
            'Invoke-Training:TrainingBatches'    = 20
        }
        { & "$root/docs/Invoke-Document.ps1" -Path $document -Folder $folder -Shrink -Default $shrunk } | Should -Not -Throw
    }
}

Describe 'README.md' {
    It 'shows the example of Pester tests as it stands' {
        $shown = [regex]::Matches((Get-Content "$root/README.md" -Raw), '(?ms)^```powershell\r?\n(It .*?)^```').ForEach{ $_.Groups[1].Value.Trim() }
        $shown | Should -HaveCount 1
        $tests = (Get-Content "$root/examples/lesson.Tests.ps1" -Raw) -replace '(?m)^    '
        foreach ($line in $shown -split '\r?\n') {
            $tests | Should -Match ([regex]::Escape($line.Trim()))
        }
    }
}

Describe 'Figures of the lesson' {
    It '<_.Name> is small' -ForEach (Get-ChildItem "$PSScriptRoot/../docs/lesson" -Filter *.svg) {
        $_.Length | Should -BeLessThan 60KB
    }
}

Describe 'examples/<_>' -ForEach 'relu.ps1', 'lesson.ps1' {
    It 'runs' {
        $ErrorActionPreference = 'Stop'
        $PSDefaultParameterValues = @{
            '*:Dataset' = 'Synthetic'; 'Compare-BatchNorm:TrainingBatches' = 20; 'Compare-BatchNorm:BatchesPerSample' = 10
        }
        $output = & "$root/examples/$_" -Path (Join-Path $TestDrive $_.Replace('.ps1', '.svg'))
        $output[-1] | Should -Match 'plot'
    }
}
