<#
.SYNOPSIS
Runs the scripts of bench/ once, each in the smallest form it has: on a few hundred random images, for some ten batches a network.
.DESCRIPTION
Needs no cmdlets but the engine's own, so that the repository's shell can run it where there is no pwsh. A script that needs more than
the shell at hand is left out, and says so. Exits with the number of scripts that failed.
#>
param([Parameter(Mandatory)] [string] $Folder)

$ErrorActionPreference = 'Stop'

# MNIST's four files, of random images: what the networks learn of them is nobody's concern here.
function Write-Set([string] $Prefix, [int] $Count) {
    function Get-Header([int[]] $Numbers) {
        foreach ($number in $Numbers) { ($number -shr 24), ($number -shr 16), ($number -shr 8), $number | ForEach-Object { [byte] ($_ -band 255) } }
    }
    $pixels = [byte[]]::new($Count * 28 * 28)
    [random]::new($Count).NextBytes($pixels)
    $labels = [byte[]] (0..($Count - 1) | ForEach-Object { $_ % 10 })
    [IO.File]::WriteAllBytes("$Folder/$Prefix-images-idx3-ubyte", [byte[]] (Get-Header 0x803, $Count, 28, 28) + $pixels)
    [IO.File]::WriteAllBytes("$Folder/$Prefix-labels-idx1-ubyte", [byte[]] (Get-Header 0x801, $Count) + $labels)
}

$failed = 0
function Test-Script([string] $Name, [string[]] $Needs, [scriptblock] $Run) {
    $missing = @($Needs | Where-Object { -not (Get-Command $_ -ErrorAction Ignore) })
    if ($missing) {
        "bench script $Name`: left out, because this shell has no $($missing -join ', '); pwsh has."
        return
    }
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

$null = [IO.Directory]::CreateDirectory($Folder)
Write-Set train 720
Write-Set t10k 240

$bench = "$PSScriptRoot/../bench"
$PSDefaultParameterValues = @{
    'Compare-BatchNorm:DatasetPath'           = $Folder
    'Compare-BatchNorm:TrainingBatches'       = 10
    'Compare-BatchNorm:BatchesPerSample'      = 5
    'Compare-BatchNorm:IndividualPredictions' = 10
}

Test-Script lesson.ps1 @() {
    $output = @(& "$bench/lesson.ps1")
    if ($output[-1] -notlike 'All 18 comparisons in *') { throw "It ended with: $($output[-1])" }
}
Test-Script 'results.ps1 with results-page.ps1' New-Item, Test-Path, Join-Path, Export-Clixml, Measure-Object, Set-Content {
    $null = & "$bench/results.ps1" -Path "$Folder/results" -Document "$Folder/results.md" -TrainingBatches 10
    if ([IO.File]::ReadAllText("$Folder/results.md") -notmatch '## Other networks') { throw 'The page is not whole.' }
}
exit $failed
