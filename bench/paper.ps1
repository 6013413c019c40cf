#!/usr/bin/env pwsh
<#
.SYNOPSIS
Trains the paper's own task, LSTMs that read an image a pixel at a time, and writes docs/paper.md: their curves beside the published ones.
.DESCRIPTION
Four networks, with batch normalization and without it, that read the pixels in a permuted order and in their own. Each is kept in the folder of
-Path: one that is cut off goes on from its checkpoint, one that is done is not trained again. 20,000 steps take two cores an hour
or more an order. The page tells what is done, and has a picture of each order in a folder beside it that is called as the page is. The published
curves are in paper.csv.
.PARAMETER Path
The folder of the networks.
.PARAMETER Document
The page to write.
.PARAMETER TrainingBatches
How long it trains; the published curves go to 100,000.
.PARAMETER BatchesPerSample
The steps from one point of a curve to the next.
.PARAMETER Unit
The units of an LSTM: fewer to try the script.
.PARAMETER DatasetPath
The folder of the images, where it is not the one that BATCHNORM_DATA names.
.PARAMETER NoTraining
Writes the page of what is done, and trains nothing.
.EXAMPLE
./bench/paper.ps1
#>
[CmdletBinding()]
param(
    [string] $Path = "$PSScriptRoot/../artifacts/paper",
    [string] $Document = "$PSScriptRoot/../docs/paper.md",
    [ValidateRange('Positive')] [int] $TrainingBatches = 20000,
    [ValidateRange('Positive')] [int] $BatchesPerSample = 500,
    [ValidateRange('Positive')] [int] $Unit = 100,
    [string] $DatasetPath,
    [switch] $NoTraining
)

$ErrorActionPreference = 'Stop'
$module = Convert-Path "$PSScriptRoot/../BatchNorm.psd1"
Import-Module $module
$Path = (New-Item -ItemType Directory -Path $Path -Force).FullName
$data = $DatasetPath ? @{ DatasetPath = Convert-Path $DatasetPath } : @{}

if (-not $NoTraining) {
    $networks = foreach ($order in 'permuted', 'sequential') { "$order.without", "$order.with" }
    $networks | Where-Object { -not (Test-Path "$Path/$_.clixml") } | ForEach-Object -ThrottleLimit ([Environment]::ProcessorCount) -Parallel {
        $ErrorActionPreference = 'Stop'
        Import-Module $using:module
        $file, $data = "$using:Path/$_", $using:data
        New-NeuralNet -Architecture Recurrent -PixelByPixel -Permuted:($_ -like 'permuted.*') -HiddenLayer $using:Unit -BatchNorm:($_ -like '*.with') -Seed 1 |
            Invoke-Training -BatchSize 100 -Seed 1 -TrainingBatches $using:TrainingBatches -BatchesPerSample $using:BatchesPerSample @data `
                -Checkpoint "$file.checkpoint.safetensors" -SaveAs "$file.safetensors" | Export-Clixml "$file.part"
        Move-Item "$file.part" "$file.clixml"
    }
}

$orders = 'permuted', 'sequential' | Where-Object { (Test-Path "$Path/$_.without.clixml") -and (Test-Path "$Path/$_.with.clixml") }
if (-not $orders) { throw "No pair in '$Path' is done." }
$pictures = [IO.Path]::ChangeExtension($Document, $null).TrimEnd('.')
$null = New-Item -ItemType Directory -Path $pictures -Force
$invariant = [cultureinfo]::InvariantCulture
$published = Import-Csv "$PSScriptRoot/paper.csv"
$publishedEnd = @{ permuted = '0.902', '0.954'; sequential = '0.989', '0.990' } # table 1 of the paper, after 100,000 steps

function Format-Share([double] $Share) { $Share.ToString('0.0000', $invariant) }

function Format-Hour([timespan] $Time) { "$($Time.TotalHours.ToString('0.0', $invariant)) hours" }

# The validation accuracy of a run after a step, or nothing where it was not sampled.
function Get-Accuracy($Run, [int] $Step) {
    $accuracy = $Step -eq $Run.TrainingBatches ? $Run.ValidationAccuracy : ($Run.Samples | Where-Object Step -EQ $Step).Accuracy
    $null -eq $accuracy ? '' : (Format-Share $accuracy)
}

# A published curve, as far as a run goes, in the form of a run: for Export-AccuracyPlot it is one. Its losses, which are not known, are not drawn.
function New-PublishedRun($Run, [string] $Name, [string] $Column) {
    $points = foreach ($row in $published | Where-Object { [int] $_.Step -le $Run.TrainingBatches }) {
        [pscustomobject]@{ Step = [int] $row.Step; Accuracy = [double]::Parse($row.$Column, $invariant); Loss = 0; Elapsed = [timespan]::Zero }
    }
    $curve = $Run | Select-Object *
    $curve.Name = $Name
    $curve.Samples = @($points | Where-Object Step -LT $Run.TrainingBatches)
    $curve.ValidationAccuracy = $points[-1].Accuracy
    $curve
}

$lines = @(
    '# The paper''s own task'
    ''
    'Cooijmans, Ballas, Laurent, Gülçehre and Courville (2016, [arXiv:1603.09025](https://arxiv.org/abs/1603.09025), section 5.1) gave LSTMs of 100 units the'
    'images of MNIST a pixel at a time: 784 steps, after the last of which they name the digit. Once the pixels come in their own order, and once in'
    'another, which is drawn at random and always the same. This page is written by [bench/paper.ps1](../bench/paper.ps1), which trains both and goes'
    'on where it was when it is cut off:'
    ''
    '```'
    './bench/paper.ps1'
    '```'
    ''
    'Of either order one pair of networks, seed 1, batches of 100, RMSProp at a rate of 0.001 and a decay of 0.9, gradients clipped at a norm of 1, γ from 0.1'
    'on. The published curves are read off the paths of the paper''s figure, whose every point is a number of its 10,000 validation images. What'
    'is not the same:'
    ''
    '- **One run each**, there as here: a curve tells less than it seems to.'
    '- **Images**: 55,000 train and the first 5,000 validate here; there, 50,000 and the last 10,000. The permutation is another.'
    '- **Validation** is with the population statistics here, as a training keeps them: running estimates that lag behind the weights, which over 784 steps adds'
    '  up. The authors'' code validates with those of the batch as well and goes by them, and for its last test takes the population statistics anew,'
    '  over all training images: what `Update-PopulationStatistic` does here, over 10,000 of them.'
    '- **RMSProp**: the paper tells of 0.9, which is the decay here; in the published code it is 0.5.'
)

foreach ($order in $orders) {
    $column = $order -eq 'permuted' ? 'Permuted' : 'Sequential'
    $title = $order -eq 'permuted' ? 'Pixels in a permuted order' : 'Pixels in their own order'
    $without, $with = 'without', 'with' | ForEach-Object { Import-Clixml "$Path/$order.$_.clixml" }
    @(
        $without, $with
        New-PublishedRun $without 'The paper''s without' "${column}Without"
        New-PublishedRun $with 'The paper''s with' "${column}With"
    ) | Export-AccuracyPlot -Path "$pictures/$order.svg" -PanelBy None -Title $title

    $lines += @(
        ''
        "## $title"
        ''
        "![$title]($(Split-Path $pictures -Leaf)/$order.svg)"
        ''
        '| steps | without | with | the paper''s without | the paper''s with |'
        '| --- | --- | --- | --- | --- |'
    )
    foreach ($step in 1..10 | ForEach-Object { [int] ($_ * $without.TrainingBatches / 10) }) {
        $row = $published | Where-Object Step -EQ $step
        $cells = (Get-Accuracy $without $step), (Get-Accuracy $with $step), $row."${column}Without", $row."${column}With"
        $lines += "| $($step.ToString('N0', $invariant)) | $($cells -join ' | ') |"
    }

    $byBatch = Test-Network -RestoreFrom "$Path/$order.with.safetensors" -UseBatchStatistics @data
    $anew = Import-NeuralNet "$Path/$order.with.safetensors" | Update-PopulationStatistic -BatchSize 100 -BatchCount 100 @data -PassThru | Test-Network @data
    $lines += @(
        ''
        'Of the 10,000 test images they name right, in the end:'
        ''
        '| | without | with, statistics as the training kept them | with, statistics taken anew | with, statistics of the test images |'
        '| --- | --- | --- | --- | --- |'
        "| after $($without.TrainingBatches.ToString('N0', $invariant)) steps | $(Format-Share $without.TestAccuracy) | $(Format-Share $with.TestAccuracy) | $(Format-Share $anew.Accuracy) | $(Format-Share $byBatch.Accuracy) |"
        "| the paper's, after 100,000 | $($publishedEnd[$order][0]) | | $($publishedEnd[$order][1]) | |"
        ''
        "It took $(Format-Hour $without.Duration) without and $(Format-Hour $with.Duration) with batch normalization, a core each, with whatever else ran on it."
    )
}

Set-Content $Document ($lines -join "`n")
Get-Item $Document
