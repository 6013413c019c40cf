#!/usr/bin/env pwsh
# Times all 18 comparisons of the lesson (In [4] to In [21]) in one session, and prints them beside what the lesson printed.
param(
    [ValidateSet('Auto', 'Simd', 'Torch')]
    [string] $Engine = 'Auto'
)

Import-Module "$PSScriptRoot/../BatchNorm.psd1"

# In, weight scale, learning rate, activation, batches, and the lesson's test accuracies without and with batch normalization
$lesson = @(
    , (4, 0.05, 0.01, 'ReLU', 50000, 0.975, 0.980)
    , (5, 0.05, 0.01, 'ReLU', 2000, 0.826, 0.953)
    , (6, 0.05, 0.01, 'Sigmoid', 50000, 0.827, 0.973)
    , (7, 0.05, 1, 'ReLU', 50000, 0.098, 0.983)
    , (8, 0.05, 1, 'ReLU', 50000, 0.101, 0.982)
    , (9, 0.05, 1, 'Sigmoid', 50000, 0.975, 0.981)
    , (10, 0.05, 1, 'Sigmoid', 2000, 0.923, 0.946)
    , (11, 0.05, 2, 'ReLU', 50000, 0.101, 0.983)
    , (12, 0.05, 2, 'Sigmoid', 50000, 0.978, 0.978)
    , (13, 0.05, 2, 'Sigmoid', 2000, 0.936, 0.952)
    , (14, 5, 0.01, 'ReLU', 50000, 0.098, 0.799)
    , (15, 5, 0.01, 'Sigmoid', 50000, 0.227, 0.853)
    , (16, 5, 1, 'ReLU', 50000, 0.114, 0.921)
    , (17, 5, 1, 'Sigmoid', 50000, 0.896, 0.951)
    , (18, 5, 2, 'ReLU', 50000, 0.098, 0.905)
    , (19, 5, 2, 'Sigmoid', 50000, 0.907, 0.958)
    , (20, 5, 1, 'ReLU', 50000, 0.114, 0.101)
    , (21, 5, 2, 'ReLU', 50000, 0.098, 0.101)
)

$clock = [System.Diagnostics.Stopwatch]::StartNew()
$results = $lesson | ForEach-Object {
    [pscustomobject]@{
        WeightScale = $_[1]; LearningRate = $_[2]; Activation = $_[3]; TrainingBatches = $_[4]
        BatchesPerSample = $_[4] / ($_[4] -eq 2000 ? 40 : 100)
        Seed = $_[0] # every experiment its own, so that In [7] and In [8], say, are two runs
    }
} | Compare-BatchNorm -Engine $Engine
$seconds = $clock.Elapsed.TotalSeconds

$lesson | ForEach-Object {
    $number = $_[0]
    $own = $results | Where-Object Seed -EQ $number
    [pscustomobject]@{
        In = $number; Weights = $_[1]; Rate = $_[2]; Activation = $_[3]; Batches = $_[4]
        Without = $own.TestAccuracyWithout; Lesson = $_[5]; With = $own.TestAccuracyWith; 'Lesson''s' = $_[6]
    }
} | Format-Table
"All $($results.Count) comparisons in {0:N1} s on $([Environment]::ProcessorCount) processors, on $($results[0].Dataset)." -f $seconds
