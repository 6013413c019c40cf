# What the documents tell the reader to type works and prints what they show: every block runs, shrunk to a moment, on a few made images.

BeforeDiscovery {
    $root = Convert-Path "$PSScriptRoot/.."
    $documents = Get-ChildItem "$root/README.md", "$root/docs/*.md" -Exclude slurm.md | # whose commands are for a cluster
        Where-Object { Select-String '^```powershell' $_ -Quiet } |
        ForEach-Object { [IO.Path]::GetRelativePath($root, $_).Replace('\', '/') }
}

BeforeAll {
    $root = Convert-Path "$PSScriptRoot/.."
    Import-Module "$root/BatchNorm.psd1"
    & "$PSScriptRoot/New-TinyDataset.ps1" "$TestDrive/tiny"
    $shrunk = @{
        Shrink      = $true
        DatasetName = 'Idx: tiny'
        Default     = @{
            '*:DatasetPath'                      = "$TestDrive/tiny"
            'Compare-BatchNorm:TrainingBatches'  = 1
            'Compare-BatchNorm:BatchesPerSample' = 1
            'Invoke-Training:TrainingBatches'    = 2
            'New-BatchNormSweep:TrainingBatches' = 1
        }
    }
}

Describe 'The commands of <_>' -ForEach $documents {
    BeforeAll {
        $folder = New-Item "$TestDrive/$_" -ItemType Directory
    }

    It 'run from the first to the last, and print what it shows' {
        { & "$root/docs/Invoke-Document.ps1" "$root/$_" $folder @shrunk 3> $null } | Should -Not -Throw
    }

    if ($_ -eq 'docs/lesson.md') {
        It 'draw every figure of its own that it shows' {
            $figures = (Select-String '^!\[.*\]\((lesson/.*)\)' "$root/$_").Matches.ForEach{ $_.Groups[1].Value }
            $figures | Should -Not -BeNullOrEmpty
            foreach ($figure in $figures) {
                "$root/docs/$figure" | Should -Exist
                Join-Path $folder (Split-Path $figure -Leaf) | Should -Exist
            }
        }
    }
}

Describe 'Figures of the lesson' {
    It '<_.Name> is small' -ForEach (Get-ChildItem "$PSScriptRoot/../docs/lesson" -Filter *.svg) {
        $_.Length | Should -BeLessThan 60KB
    }
}

Describe 'docs/Invoke-Document.ps1' {
    BeforeAll {
        function Invoke-Made([string] $Text) {
            Set-Content "$TestDrive/made.md" $Text
            & "$root/docs/Invoke-Document.ps1" "$TestDrive/made.md" $TestDrive
        }
    }

    It 'tells the line of a command that fails' {
        {
            Invoke-Made @'
Text.

```powershell
$fine = 1
```

```powershell
Get-LessonExperiment In3
```
'@
        } | Should -Throw '*line 7*In3*'
    }

    It 'runs all blocks in one scope, and leaves nothing of it behind' {
        Invoke-Made @'
```powershell
$shared = 41
```
```powershell
$shared + 1
```
'@ | Should -Be 42
        $shared | Should -BeNullOrEmpty
    }

    Context 'A document that shows <Shown>' -ForEach @(
        @{ Shown = 'what is printed'; Text = "Name Rate`n---- ----`nReLU 0.01" }
        @{ Shown = 'other numbers and wider columns'; Text = "Name       Rate`n----       ----`nReLU  1,500 2 ± 3" }
        @{ Shown = 'the first lines of it'; Text = "Name Rate`n...`n" }
        @{ Shown = 'another heading'; Text = "Name Pace`n---- ----`nReLU 0.01"; Fails = $true }
        @{ Shown = 'another word'; Text = "Name Rate`n---- ----`nTanh 0.01"; Fails = $true }
        @{ Shown = 'a line too few'; Text = "Name Rate`n---- ----"; Fails = $true }
        @{ Shown = 'a line too many'; Text = "Name Rate`n---- ----`nReLU 0.01`nReLU 0.01"; Fails = $true }
        @{ Shown = 'first lines of something else'; Text = "Name Pace`n..."; Fails = $true }
    ) {
        It ($Fails ? 'is refused' : 'is accepted') {
            $fence = '```'
            $made = "${fence}powershell`n[pscustomobject]@{ Name = 'ReLU'; Rate = 0.01 }`n$fence`n$fence`n$Text`n$fence"
            if ($Fails) {
                { Invoke-Made $made } | Should -Throw '*line 1*The document shows*'
            }
            else {
                { Invoke-Made $made } | Should -Not -Throw
            }
        }
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

Describe 'examples/<_>' -ForEach 'relu.ps1', 'lesson.ps1' {
    It 'runs' {
        $ErrorActionPreference = 'Stop'
        $PSDefaultParameterValues = $shrunk.Default
        $output = & "$root/examples/$_" -Path (Join-Path $TestDrive $_.Replace('.ps1', '.svg'))
        $output[-1] | Should -Match 'plot'
    }
}
