# The seven claims of the lesson: trains what is missing of their experiments, prints what came of each, and draws the figures of docs/lesson.md beside
# this file: claims.png with a panel a claim, and one figure each. Every run is kept in the sweep as soon as it is trained, so that the script can be
# interrupted at any time and goes on where it was. All of it takes about three quarters of an hour of one core.
param(
    # The folder of the sweep; made where it is missing.
    [string] $SweepPath = "$PWD/claims",

    # Where the figures go.
    [string] $Path = $PSScriptRoot,

    # The seeds; a median has no 95 % interval of fewer than six.
    [int[]] $Seed = (1..10),

    # Trains only these claims, by name or with a wildcard; all of them unless given.
    [string[]] $Name = '*',

    # Draws and prints what is there, without training anything.
    [switch] $Show
)

$ErrorActionPreference = 'Stop'
if (-not (Get-Command Measure-LessonClaim -ErrorAction Ignore)) {
    Import-Module "$PSScriptRoot/../../BatchNorm.psd1"
}

if (-not $Show) {
    $null = Get-LessonExperiment $Name -Group Claims | Compare-BatchNorm -SweepPath $SweepPath -Seed $Seed
}

$comparisons = Receive-BatchNormSweep $SweepPath
$measured = $comparisons | Measure-LessonClaim
$measured
$measured | ForEach-Object { "$($_.Name): $($_.Sentence)" }

$comparisons | Export-LessonClaimPlot "$Path/claims.png" -Width 1600
foreach ($claim in $measured | Where-Object Count -GT 0) {
    $comparisons | Export-LessonClaimPlot "$Path/$($claim.Name.ToLowerInvariant()).svg" -Name $claim.Name
}
