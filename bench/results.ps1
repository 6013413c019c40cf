#!/usr/bin/env pwsh
<#
.SYNOPSIS
Measures what the lesson claims, over many seeds, and writes docs/results.md from it.
.DESCRIPTION
What is measured is kept, one file an experiment, in the folder of -Path: a run that was cut off goes on where it was, and deleting a file
measures its experiment anew. All of it takes about an hour on two cores, most of it the lesson's long experiments.
.PARAMETER Path
The folder of the measurements.
.PARAMETER Document
The page to write.
.PARAMETER Name
Measures only experiments of these names, with wildcards or without, and writes the page of what there is.
.PARAMETER TrainingBatches
Trains every network for so many batches, and not for as many as its experiment asks: to try the script. The page then says nothing.
.EXAMPLE
./bench/results.ps1
#>
[CmdletBinding()]
param(
    [string] $Path = "$PSScriptRoot/../artifacts/results",
    [string] $Document = "$PSScriptRoot/../docs/results.md",
    [string[]] $Name = '*',
    [ValidateRange('Positive')] [int] $TrainingBatches
)

$ErrorActionPreference = 'Stop'
Import-Module "$PSScriptRoot/../BatchNorm.psd1"
$null = New-Item $Path -ItemType Directory -Force

# In [20] and In [21] are the settings of In [16] and In [18], and In [8] those of In [7]: In [8] takes the next ten seeds.
$lottery = 'In16', 'In18'
$byPair = Get-LessonExperiment -Group Comparisons | Where-Object Name -NotIn 'In20', 'In21'

# What is measured: an experiment of the lesson, where it is one, and the parameters of Compare-BatchNorm.
$measurements = [ordered]@{}
foreach ($experiment in $byPair) {
    $seeds = $experiment.Name -in $lottery ? (1..20) : $experiment.Name -eq 'In8' ? (11..20) : (1..10)
    $measurements[$experiment.Name] = $experiment, @{ Seed = $seeds }
}

# Twenty seeds more of the lottery: how far its spread goes is what they are about.
foreach ($experiment in Get-LessonExperiment $lottery) {
    $measurements["$($experiment.Name)-more"] = $experiment, @{ Seed = 21..40 }
}

foreach ($experiment in Get-LessonExperiment -Group Short, Comparisons) {
    $measurements["$($experiment.Name)-torch"] = $experiment, @{ Seed = 1..10; Engine = 'Torch' }
}

foreach ($experiment in Get-LessonExperiment -Group SinglePredictions) {
    $measurements[$experiment.Name] = $experiment, @{ Seed = 1..10 }
}

foreach ($implementation in 'Layer', 'Functional', 'Equations') {
    $measurements["implementation-$implementation"] = $null, @{
        Implementation = $implementation; TrainingBatches = 100; BatchesPerSample = 1; Name = $implementation
    }
}

$in5 = Get-LessonExperiment In5
$measurements['skipped-update'] = $in5, @{ Seed = 1..10; SkipPopulationUpdate = $true; Name = 'In5, update skipped' }
$measurements['skipped-update-batch'] = $in5, @{
    Seed = 1..10; SkipPopulationUpdate = $true; UseBatchStatistics = $true; Name = 'In5, update skipped, batch statistics'
}
$measurements['after-activation'] = $in5, @{ Seed = 1..10; Placement = 'AfterActivation'; Name = 'In5, after the activation' }
$measurements['convolutional'] = $null, @{
    Architecture = 'Convolutional'; LearningRate = 0.1; Seed = 1..10; TrainingBatches = 3000; BatchesPerSample = 100; Name = 'Convolutional'
}
$measurements['recurrent'] = $null, @{
    Architecture = 'Recurrent'; Seed = 1..10; TrainingBatches = 2000; BatchesPerSample = 100; Name = 'Recurrent, by rows'
}

foreach ($key in $measurements.Keys) {
    $file = Join-Path $Path "$key.clixml"
    if ((Test-Path $file) -or -not ($Name | Where-Object { $key -like $_ })) {
        continue
    }

    "$(Get-Date -Format HH:mm:ss) $key"
    $experiment, $parameters = $measurements[$key]
    if ($TrainingBatches) { $parameters.TrainingBatches = $TrainingBatches }
    $comparisons = if ($experiment) { $experiment | Compare-BatchNorm @parameters } else { Compare-BatchNorm @parameters }
    $comparisons | Export-Clixml "$file.part"
    Move-Item "$file.part" $file
}

& "$PSScriptRoot/results-page.ps1" -Path $Path -Document $Document
