<#
.SYNOPSIS
Runs the scripts of bench/ once, each in the smallest form it has: on a few hundred made images, for some ten batches a network.
.DESCRIPTION
Exits with the number of scripts that failed.
#>
param([Parameter(Mandatory)] [string] $Folder)

$ErrorActionPreference = 'Stop'
& "$PSScriptRoot/../pester/New-TinyDataset.ps1" $Folder

$failed = 0
function Test-Script([string] $Name, [scriptblock] $Run) {
    $clock = [Diagnostics.Stopwatch]::StartNew()
    try {
        & $Run
        "bench script $Name`: passed in {0} s" -f [int] $clock.Elapsed.TotalSeconds
    }
    catch {
        $script:failed++
        "bench script $Name`: failed: $_ $($_.ScriptStackTrace)"
    }
}

$bench = "$PSScriptRoot/../bench"
$PSDefaultParameterValues = @{
    'Compare-BatchNorm:DatasetPath'           = $Folder
    'Compare-BatchNorm:TrainingBatches'       = 10
    'Compare-BatchNorm:BatchesPerSample'      = 5
    'Compare-BatchNorm:IndividualPredictions' = 10
}

Test-Script lesson.ps1 {
    $output = @(& "$bench/lesson.ps1")
    if ($output[-1] -notlike 'All 18 comparisons in *') { throw "It ended with: $($output[-1])" }
}
Test-Script 'results.ps1 with results-page.ps1' {
    $null = & "$bench/results.ps1" -Path "$Folder/results" -Document "$Folder/results.md" -TrainingBatches 10
    if ([IO.File]::ReadAllText("$Folder/results.md") -notmatch '## Other networks') { throw 'The page is not whole.' }
}
Test-Script sweeps.ps1 {
    $output = @(& "$bench/sweeps.ps1" -Cell 2 -Round 1 -Many 50 -TrainingBatches 10 -DatasetPath $Folder 3>$null 6>$null)
    if ($output.Count -ne 4 -or $output[-1] -notlike 'Two local workers *') { throw "It wrote: $output" }
}
Test-Script paper.ps1 {
    $null = & "$bench/paper.ps1" -Path "$Folder/paper" -Document "$Folder/paper.md" -TrainingBatches 10 -BatchesPerSample 5 -Unit 3 -DatasetPath $Folder
    if ([IO.File]::ReadAllText("$Folder/paper.md") -notmatch '## Pixels in their own order') { throw 'The page is not whole.' }
}
exit $failed
