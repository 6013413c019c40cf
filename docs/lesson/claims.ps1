# The seven claims of the lesson: trains what is missing of their experiments, prints what came of each, and draws the figures of docs/lesson.md beside
# this file: claims.png with a panel a claim, and one figure each. Every run is kept in the sweep as soon as it is trained, so that the script can be
# interrupted at any time and goes on where it was. Together the runs of the page trained for 100 minutes, each on one thread and two at a time, on a machine
# with other work.
param(
    # The folder of the sweep; made where it is missing.
    [string] $SweepPath = "$PWD/claims",

    # Where the figures go.
    [string] $Path = $PSScriptRoot,

    # The seeds of every claim; a median has no 95 % interval of fewer than six.
    [int[]] $Seed = (1..6),

    # Those that Rates and Weights have besides.
    [int[]] $MoreSeed = (7..10),

    # Draws and prints what is there, without training anything.
    [switch] $Show
)

$ErrorActionPreference = 'Stop'
if (-not (Get-Command Measure-LessonClaim -ErrorAction Ignore)) {
    Import-Module "$PSScriptRoot/../../BatchNorm.psd1"
}

if (-not $Show) {
    Get-LessonExperiment -Group Claims | Compare-BatchNorm -Seed $Seed -SweepPath $SweepPath | Out-Null
    Get-LessonExperiment Rates, Weights | Compare-BatchNorm -Seed $MoreSeed -SweepPath $SweepPath | Out-Null
}

$comparisons = Receive-BatchNormSweep $SweepPath
$measured = $comparisons | Measure-LessonClaim
$measured
$measured | ForEach-Object { "$($_.Name): $($_.Sentence)" }

$comparisons | Export-LessonClaimPlot "$Path/claims.png" -Width 1600
foreach ($claim in $measured | Where-Object Count -GT 0) {
    $comparisons | Export-LessonClaimPlot "$Path/$($claim.Name.ToLowerInvariant()).svg" -Name $claim.Name
}
