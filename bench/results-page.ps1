#!/usr/bin/env pwsh
# Writes docs/results.md from what bench/results.ps1 measured.
[CmdletBinding()]
param(
    [Parameter(Mandatory)] [string] $Path,
    [Parameter(Mandatory)] [string] $Document
)

$ErrorActionPreference = 'Stop'
Import-Module "$PSScriptRoot/../BatchNorm.psd1"

function Get-Measured([string] $Name) {
    $file = Join-Path $Path "$Name.clixml"
    if (Test-Path $file) { Import-Clixml $file }
}

function Format-Number($Value, [int] $Digits = 4) {
    $null -eq $Value ? '' : ([double] $Value).ToString("F$Digits", [cultureinfo]::InvariantCulture)
}

# A mean with Student's 95 % interval, as half its width.
function Format-Mean($Mean, $High) {
    $null -eq $High ? (Format-Number $Mean) : "$(Format-Number $Mean) ± $(Format-Number ($High - $Mean))"
}

function Format-Share($Share, $Low, $High) {
    "$(Format-Number $Share 2) ($(Format-Number $Low 2) to $(Format-Number $High 2))"
}

function Format-Table-Row { "| $($args -join ' | ') |" }

function Format-P($P) { $null -eq $P ? '' : $P -lt 0.001 ? '< 0.001' : (Format-Number $P 3) }

# The share of the seeds for which the comparison comes out the way the lesson printed it.
function Measure-Direction($Comparison, $Experiment) {
    $sign = [math]::Sign($Experiment.PublishedTestAccuracyWith - $Experiment.PublishedTestAccuracyWithout)
    @($Comparison | Where-Object { [math]::Sign($_.TestAccuracyWith - $_.TestAccuracyWithout) -eq $sign }).Count
}

function Get-Processor {
    $model = if (Test-Path /proc/cpuinfo) { (Get-Content /proc/cpuinfo | Select-String '^model name\s*:\s*(.*)' | Select-Object -First 1).Matches.Groups[1].Value }
    $vectors = [System.Runtime.Intrinsics.Vector512]::IsHardwareAccelerated ? 'vectors of 512 bits' : [System.Runtime.Intrinsics.Vector256]::IsHardwareAccelerated ? 'vectors of 256 bits' : 'vectors of 128 bits'
    "$($model ?? [System.Runtime.InteropServices.RuntimeInformation]::ProcessArchitecture), $([Environment]::ProcessorCount) processors, $vectors"
}

$experiments = @(Get-LessonExperiment -Group Comparisons | Where-Object { Test-Path (Join-Path $Path "$($_.Name).clixml") })
$lottery = 'In16', 'In18'
$noDirectionAsked = 'In14', 'In16', 'In18'
$measured = @{}
$summary = @{}
foreach ($experiment in $experiments) {
    $measured[$experiment.Name] = Get-Measured $experiment.Name
    $summary[$experiment.Name] = $measured[$experiment.Name] | Measure-BatchNorm
}

$checks = [System.Collections.Generic.List[string]]::new()
function Add-Check([string] $Asked, [string] $Found, [bool] $Met) {
    $checks.Add((Format-Table-Row $Asked $Found ($Met ? 'met' : '**missed**')))
}

# --- What was asked, and what was found -----------------------------------------------------------------------------------------------
foreach ($experiment in $experiments | Where-Object Name -NotIn $noDirectionAsked) {
    $gap = $experiment.PublishedTestAccuracyWith - $experiment.PublishedTestAccuracyWithout
    if ([math]::Abs($gap) -gt 0.02) {
        $n = $measured[$experiment.Name].Count
        $right = Measure-Direction $measured[$experiment.Name] $experiment
        Add-Check "$($experiment.Name): in the lesson's direction for at least 9 of 10 seeds" "$right of $n" ($right -ge [math]::Ceiling(0.9 * $n))
    }
}

foreach ($experiment in $experiments) {
    $bound = $experiment.WeightScale -lt 1 ? 0.01 : $experiment.Activation -eq 'Sigmoid' ? 0.03 : $null
    if ($bound) {
        $away = $summary[$experiment.Name].MeanWith - $experiment.PublishedTestAccuracyWith
        Add-Check "$($experiment.Name): mean with batch normalization within $bound of $(Format-Number $experiment.PublishedTestAccuracyWith)" `
            "$(Format-Number $summary[$experiment.Name].MeanWith), $(Format-Number ([math]::Abs($away))) away" ([math]::Abs($away) -le $bound)
    }
}

$published = @{ In16 = 0.9208, 0.1010; In18 = 0.9054, 0.1010 }
foreach ($name in $lottery | Where-Object { $measured[$_] }) {
    $accuracies = $measured[$name].TestAccuracyWith | Sort-Object
    foreach ($value in $published[$name]) {
        Add-Check "${name}: the published $(Format-Number $value) within the spread of 20 seeds" `
            "$(Format-Number $accuracies[0]) to $(Format-Number $accuracies[-1])" ($accuracies[0] -le $value -and $value -le $accuracies[-1])
    }
}

$implementations = 'Layer', 'Functional', 'Equations' | ForEach-Object { Get-Measured "implementation-$_" }
if ($implementations.Count -eq 3) {
    $losses = $implementations | ForEach-Object { , @($_.WithBatchNorm.Samples.Loss) }
    $apart = (0..($losses[0].Count - 1) | ForEach-Object { $i = $_; ($losses | ForEach-Object { $_[$i] } | Measure-Object -Minimum -Maximum) } |
            ForEach-Object { $_.Maximum - $_.Minimum } | Measure-Object -Maximum).Maximum
    Add-Check 'Layer, Functional and Equations: equal to 1e-5 for 100 steps (validation loss after every step; the parameters are held to it by a test)' `
        "at most $($apart.ToString('0.0E+0', [cultureinfo]::InvariantCulture)) apart" ($apart -le 1e-5)
}

$times = Get-ChildItem $Path -Filter *.clixml | Sort-Object LastWriteTimeUtc
$any = $measured.Values | Select-Object -First 1
$lines = @(
    '# Results'
    ''
    'What the lesson showed with one run each, over many seeds. This page is written by [bench/results.ps1](../bench/results.ps1), which measures all'
    'of it, and goes on where it was when it is cut off:'
    ''
    '```'
    './bench/results.ps1'
    '```'
    ''
    "- measured $($times[0].LastWriteTimeUtc.ToString('yyyy-MM-dd HH:mm', [cultureinfo]::InvariantCulture)) to $($times[-1].LastWriteTimeUtc.ToString('yyyy-MM-dd HH:mm', [cultureinfo]::InvariantCulture)) UTC, on $($any[0].Dataset)"
    "- BatchNorm $((Get-Module BatchNorm).Version), PowerShell $($PSVersionTable.PSVersion), .NET $([Environment]::Version), $([System.Runtime.InteropServices.RuntimeInformation]::OSDescription)"
    "- $(Get-Processor)"
    ''
    'Accuracies are on the 10,000 test images. Means are over the seeds, with Student''s 95 % interval; a seed draws the weights and the order of the'
    'batches, the same for both networks of a pair (their hashes agree in every pair here). *p* is Wilcoxon''s signed-rank test of the pairs, two-sided.'
    ''
    '## What was asked, and what was found'
    ''
    '| asked | found | |'
    '| --- | --- | --- |'
)
$lines += $checks

# --- The lesson -----------------------------------------------------------------------------------------------------------------------
$lines += @(
    ''
    '## The lesson''s comparisons'
    ''
    '*The lesson''s way* counts the seeds for which the better network is the one that was better there.'
    ''
    '| | weights | rate | activation | batches | seeds | without | lesson | with | lesson | difference | p | the lesson''s way |'
    '| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |'
)
foreach ($experiment in $experiments) {
    $m = $summary[$experiment.Name]
    $lines += Format-Table-Row $experiment.Name $experiment.WeightScale.ToString([cultureinfo]::InvariantCulture) $experiment.LearningRate.ToString([cultureinfo]::InvariantCulture) `
        $experiment.Activation $experiment.TrainingBatches.ToString('N0', [cultureinfo]::InvariantCulture) $m.Seeds `
        (Format-Mean $m.MeanWithout $m.MeanHighWithout) (Format-Number $experiment.PublishedTestAccuracyWithout) `
        (Format-Mean $m.MeanWith $m.MeanHighWith) (Format-Number $experiment.PublishedTestAccuracyWith) `
        (Format-Mean $m.Difference $m.DifferenceHigh) (Format-P $m.WilcoxonP) "$(Measure-Direction $measured[$experiment.Name] $experiment) of $($m.Count)"
}

$lines += @(
    ''
    'How soon, and how surely. The median step at which validation accuracy first reached 90 % (empty where more than half of the runs never did),'
    'and the share of runs that ended at 90 % or more on the test images, with Wilson''s 95 % interval:'
    ''
    '| | steps to 90 % without | with | success without | with |'
    '| --- | --- | --- | --- | --- |'
)
foreach ($experiment in $experiments) {
    $m = $summary[$experiment.Name]
    $lines += Format-Table-Row $experiment.Name (Format-Number $m.MedianStepsWithout 0) (Format-Number $m.MedianStepsWith 0) `
        (Format-Share $m.SuccessRateWithout $m.SuccessRateLowWithout $m.SuccessRateHighWithout) `
        (Format-Share $m.SuccessRateWith $m.SuccessRateLowWith $m.SuccessRateHighWith)
}

# --- The lottery ----------------------------------------------------------------------------------------------------------------------
if ($lottery | Where-Object { $measured[$_] }) {
    $lines += @(
        ''
        '## A lottery'
        ''
        'From bad weights and at rates of 1 and 2 the normalized ReLU network sometimes learns and sometimes does not. The lesson ran each twice and'
        'saw both: 0.921 in In [16] and 0.101 in In [20], 0.905 in In [18] and 0.101 in In [21]. All test accuracies with batch normalization, in'
        'order (0.098, 0.101, 0.103 and 0.114 are those of a network that gives one answer to everything):'
        ''
        '| | seeds | lowest to highest | median | 90 % or more |'
        '| --- | --- | --- | --- | --- |'
    )
    foreach ($name in $lottery | Where-Object { $measured[$_] }) {
        $more = Get-Measured "$name-more"
        foreach ($comparisons in @(, $measured[$name]) + @(if ($more) { , $more })) {
            $accuracies = @($comparisons.TestAccuracyWith | Sort-Object)
            $m = $comparisons | Measure-BatchNorm
            $median = ($accuracies[9] + $accuracies[10]) / 2
            $lines += Format-Table-Row $name $m.Seeds (($accuracies | ForEach-Object { Format-Number $_ 3 }) -join ', ') (Format-Number $median) `
                (Format-Share $m.SuccessRateWith $m.SuccessRateLowWith $m.SuccessRateHighWith)
        }
    }
}

# --- Engines --------------------------------------------------------------------------------------------------------------------------
$torch = $experiments | Where-Object { Test-Path (Join-Path $Path "$($_.Name)-torch.clixml") }
if ($torch) {
    $lines += @(
        ''
        '## Both engines'
        ''
        'The same seeds in the `Torch` engine. Pairs of runs start alike, and part as rounding errors grow:'
        ''
        '| | engine | without | with | largest difference of a seed, without | with |'
        '| --- | --- | --- | --- | --- | --- |'
    )
    foreach ($experiment in $torch) {
        $simd = $measured[$experiment.Name]
        $other = Get-Measured "$($experiment.Name)-torch"
        $m = $summary[$experiment.Name]
        $t = $other | Measure-BatchNorm
        $lines += Format-Table-Row $experiment.Name Simd (Format-Mean $m.MeanWithout $m.MeanHighWithout) (Format-Mean $m.MeanWith $m.MeanHighWith) '' ''
        $apart = foreach ($side in 'TestAccuracyWithout', 'TestAccuracyWith') {
            ($other | ForEach-Object { $seed = $_.Seed; [math]::Abs($_.$side - ($simd | Where-Object Seed -EQ $seed).$side) } | Measure-Object -Maximum).Maximum
        }
        $lines += Format-Table-Row '' Torch (Format-Mean $t.MeanWithout $t.MeanHighWithout) (Format-Mean $t.MeanWith $t.MeanHighWith) `
            (Format-Number $apart[0]) (Format-Number $apart[1])
    }
}

# --- Mistakes, places, other networks ---------------------------------------------------------------------------------------------------
$single = @(Get-LessonExperiment -Group SinglePredictions | Where-Object { Test-Path (Join-Path $Path "$($_.Name).clixml") })
$skipped = Get-Measured 'skipped-update'
$skippedBatch = Get-Measured 'skipped-update-batch'
if ($single -or $skipped) {
    $lines += @(
        ''
        '## Two mistakes'
        ''
        'Ten seeds of a network with batch normalization, ReLU, 2,000 batches. *One by one* is the accuracy on the first 200 test images given alone.'
        ''
        '| | test images together | one by one | lesson together | one by one |'
        '| --- | --- | --- | --- | --- |'
    )
    foreach ($experiment in $single) {
        $c = Get-Measured $experiment.Name
        $lines += Format-Table-Row "$($experiment.Name), $($experiment.UseBatchStatistics ? 'batch' : 'population') statistics" `
            (Format-Number ($c.TestAccuracyWith | Measure-Object -Average).Average) `
            "$(Format-Number ($c.IndividualAccuracyWith | Measure-Object -Minimum).Minimum 3) to $(Format-Number ($c.IndividualAccuracyWith | Measure-Object -Maximum).Maximum 3)" `
            (Format-Number $experiment.PublishedTestAccuracyWith) (Format-Number $experiment.PublishedIndividualAccuracyWith 2)
    }
    if ($skipped) {
        $lines += Format-Table-Row 'the population update skipped, population statistics' (Format-Number ($skipped.TestAccuracyWith | Measure-Object -Average).Average) '' '' ''
    }
    if ($skippedBatch) {
        $lines += Format-Table-Row 'the population update skipped, batch statistics' (Format-Number ($skippedBatch.TestAccuracyWith | Measure-Object -Average).Average) '' '' ''
    }
}

$others = @('after-activation', 'convolutional', 'recurrent' | Where-Object { Test-Path (Join-Path $Path "$_.clixml") })
if ($others) {
    $lines += @(
        ''
        '## Other networks'
        ''
        '| | settings | seeds | without | with | difference | p | steps to 90 % without | with |'
        '| --- | --- | --- | --- | --- | --- | --- | --- | --- |'
    )
    foreach ($name in $others) {
        $c = @(Get-Measured $name)
        $m = $c | Measure-BatchNorm
        $lines += Format-Table-Row $c[0].Name "rate $($c[0].LearningRate.ToString([cultureinfo]::InvariantCulture)), $($c[0].TrainingBatches.ToString('N0', [cultureinfo]::InvariantCulture)) batches of $($c[0].BatchSize)" `
            $m.Seeds (Format-Mean $m.MeanWithout $m.MeanHighWithout) (Format-Mean $m.MeanWith $m.MeanHighWith) (Format-Mean $m.Difference $m.DifferenceHigh) `
            (Format-P $m.WilcoxonP) (Format-Number $m.MedianStepsWithout 0) (Format-Number $m.MedianStepsWith 0)
    }
    $lines += '', 'LSTMs that read an image a pixel at a time have [a page of their own](paper.md).'
}

Set-Content $Document ($lines -join "`n")
Get-Item $Document
