#!/usr/bin/env pwsh
<#
.SYNOPSIS
Measures what it costs to keep a sweep in a folder, and what a second worker brings.
.DESCRIPTION
Four figures, each taken on this machine in this run:
- the time of a comparison that is kept in a folder against one in memory, in turn, as the median of the rounds;
- the time in which many cells are made, and looked at;
- the memory of a worker on few and on many cells;
- the time of two local workers of one processor each against one.
.PARAMETER Cell
Seeds of the lesson's In [5], in each round. 200 are what is promised: a quarter of an hour on two cores.
.PARAMETER Round
Rounds, in each of which the seeds are shared out: 5 rounds of 40 cells.
.PARAMETER Many
Cells that are made and looked at.
.PARAMETER TrainingBatches
Trains every network for so many batches, and not for as many as the lesson: to try the script.
.EXAMPLE
./bench/sweeps.ps1 -Cell 40
#>
[CmdletBinding()]
param(
    [ValidateRange('Positive')] [int] $Cell = 200,
    [ValidateRange('Positive')] [int] $Round = 5,
    [ValidateRange('Positive')] [int] $Many = 10000,
    [ValidateRange('Positive')] [int] $TrainingBatches,
    [string] $DatasetPath
)

$ErrorActionPreference = 'Stop'
Import-Module "$PSScriptRoot/../BatchNorm.psd1"
$folder = New-Item -ItemType Directory -Path (Join-Path ([IO.Path]::GetTempPath()) "batchnorm-sweeps-$([guid]::NewGuid())")
$experiment = Get-LessonExperiment In5
$common = @{}
if ($TrainingBatches) { $common.TrainingBatches = $TrainingBatches }
$data = @{}
if ($DatasetPath) { $data.DatasetPath = $DatasetPath }

function Measure-Second([scriptblock] $Script) {
    $clock = [Diagnostics.Stopwatch]::StartNew()
    $null = & $Script
    $clock.Elapsed.TotalSeconds
}

function Get-Median([double[]] $Value) {
    $sorted = $Value | Sort-Object
    $sorted[[int][Math]::Floor(($sorted.Count - 1) / 2)]
}

try {
    # Whatever is compiled on the way is compiled here.
    $null = $experiment | Compare-BatchNorm -Seed 1 -TrainingBatches 20 @data
    $null = $experiment | Compare-BatchNorm -Seed 1 -TrainingBatches 20 @data -SweepPath "$folder/first"

    $perRound = [Math]::Max(1, [int][Math]::Floor($Cell / $Round))
    $ratios = foreach ($number in 1..$Round) {
        $seeds = (1000 * $number)..(1000 * $number + $perRound - 1)
        $memory = { $experiment | Compare-BatchNorm -Seed $seeds @common @data }
        $kept = { $experiment | Compare-BatchNorm -Seed $seeds @common @data -SweepPath "$folder/kept" }
        # In turn, the one that is first changing.
        if ($number % 2) { $inMemory = Measure-Second $memory; $inFolder = Measure-Second $kept }
        else { $inFolder = Measure-Second $kept; $inMemory = Measure-Second $memory }
        'Round {0}: {1} cells in memory {2:N1} s, in a folder {3:N1} s, ratio {4:N3}' -f $number, $seeds.Count, $inMemory, $inFolder, ($inFolder / $inMemory) | Write-Host
        $inFolder / $inMemory
    }
    'A sweep in a folder takes {0:N3} of the time in memory (at most 1.05).' -f (Get-Median $ratios)

    $making = Measure-Second { $experiment | New-BatchNormSweep -Path "$folder/many" -Seed (1..$Many) @data }
    $looking = 1..5 | ForEach-Object { Measure-Second { Get-BatchNormSweep -Path "$folder/many" } }
    $listing = Measure-Second { Get-BatchNormSweep -Path "$folder/many" -Cell }
    '{0} cells: made in {1:N2} s (at most 5), looked at in {2:N2} s at first and {3:N2} s in the median (at most 1), each cell listed in {4:N2} s.' -f $Many, $making, $looking[0], (Get-Median $looking), $listing

    # A second of work on each, and what a process holds at most; each in a process of its own.
    $peaks = foreach ($sweep in 'kept', 'many') {
        $work = "Import-Module '$PSScriptRoot/../BatchNorm.psd1'; `$null = Invoke-BatchNormSweep -Path '$folder/$sweep' -TimeLimit 20 -ThrottleLimit 1; [Diagnostics.Process]::GetCurrentProcess().PeakWorkingSet64"
        [long](& (Join-Path $PSHOME pwsh) -NoProfile -NonInteractive -Command $work | Select-Object -Last 1) / 1MB
    }
    'A worker holds {0:N0} MB on {1} cells and {2:N0} MB on {3}.' -f $peaks[0], (Get-BatchNormSweep -Path "$folder/kept").Cells, $peaks[1], $Many

    $times = foreach ($workers in 1, 2) {
        $sweep = "$folder/$workers workers"
        $null = $experiment | New-BatchNormSweep -Path $sweep -Seed (1..$Cell) @common @data
        Measure-Second { Start-BatchNormSweep -Path $sweep -Local -WorkerCount $workers -CpuPerWorker 1 -Wait }
        if ((Get-BatchNormSweep -Path $sweep).Done -ne $Cell) { throw "The sweep '$sweep' did not come to its end." }
    }
    'Two local workers of one processor each take {0:N3} of the time of one: {1:N1} s and {2:N1} s for {3} cells (at most 0.55).' -f ($times[1] / $times[0]), $times[1], $times[0], $Cell
}
finally {
    Remove-Item -Recurse -Force $folder
}
