#!/usr/bin/env pwsh
# Times all 18 comparisons of the lesson (In [4] to In [21]) in one session, and prints them beside what the lesson printed.
param(
    [ValidateSet('Auto', 'Simd', 'Torch')]
    [string] $Engine = 'Auto'
)

Import-Module "$PSScriptRoot/../BatchNorm.psd1"

$clock = [System.Diagnostics.Stopwatch]::StartNew()
Get-LessonExperiment -Group Comparisons | Compare-BatchNorm -Engine $Engine -OutVariable results
"All $($results.Count) comparisons in {0:N1} s on $([Environment]::ProcessorCount) processors, on $($results[0].Dataset)." -f $clock.Elapsed.TotalSeconds
