# Checks of the kind a course or a paper would keep beside its claims: a comparison, and what it must show.

BeforeAll {
    Import-Module "$PSScriptRoot/../BatchNorm.psd1"
    & "$PSScriptRoot/New-TinyDataset.ps1" "$TestDrive/tiny"
}

Describe 'A comparison on the built-in digits' {
    BeforeAll {
        $comparison = Compare-BatchNorm -Dataset Synthetic -TrainingBatches 1000 -BatchesPerSample 100
    }

    It 'is better with batch normalization after a thousand batches' {
        $comparison.TestAccuracyWith | Should -BeGreaterThan ($comparison.TestAccuracyWithout + 0.1)
    }

    It 'reaches 90 % sooner with batch normalization' {
        $comparison.StepsTo90With | Should -BeLessThan 1000
        $comparison.StepsTo90Without | Should -BeNullOrEmpty
    }

    It 'names the data it came from' {
        $comparison.Dataset | Should -Be 'Synthetic'
        $comparison.WithBatchNorm.Dataset | Should -Be 'Synthetic'
    }

    It 'holds no weights unless asked to' {
        $comparison.WithBatchNorm.Network | Should -BeNullOrEmpty
    }
}

Describe 'A grid' {
    BeforeAll {
        $grid = Compare-BatchNorm -Activation ReLU, Sigmoid -LearningRate 0.01, 1 -Seed 1, 2 -HiddenLayer 20 -DatasetPath $TestDrive/tiny -TrainingBatches 50 -BatchesPerSample 25
    }

    It 'has a comparison for every combination' {
        $grid | Should -HaveCount 8
        ($grid | Group-Object Activation, LearningRate, Seed) | Should -HaveCount 8
    }

    It 'goes into a CSV file and comes back' {
        $grid | Export-Csv "$TestDrive/sweep.csv"
        $rows = Import-Csv "$TestDrive/sweep.csv"
        $rows | Should -HaveCount 8
        $rows[0].HiddenLayer | Should -Be '20'
        [double] $rows[0].TestAccuracyWith | Should -Be $grid[0].TestAccuracyWith
    }

    It 'can be trained again from its CSV file' {
        $grid[0] | Export-Csv "$TestDrive/cell.csv"
        $again = Import-Csv "$TestDrive/cell.csv" | Compare-BatchNorm -DatasetPath $TestDrive/tiny
        $again.TestAccuracyWith | Should -Be $grid[0].TestAccuracyWith
    }

    It 'is written as it is done, so that Select-Object -First ends it' {
        Compare-BatchNorm -Seed (1..1000) -HiddenLayer 10 -DatasetPath $TestDrive/tiny -TrainingBatches 20 -BatchesPerSample 20 |
            Select-Object -First 2 | Should -HaveCount 2
    }

    It 'runs in a job and can be plotted here' {
        $job = Start-Job -ArgumentList "$PSScriptRoot/../BatchNorm.psd1", "$TestDrive/tiny" {
            Import-Module $args[0]
            Compare-BatchNorm -HiddenLayer 10 -DatasetPath $args[1] -TrainingBatches 20 -BatchesPerSample 5
        }
        $received = $job | Receive-Job -Wait -AutoRemoveJob
        $received.WithBatchNorm.Samples | Should -HaveCount 4
        ($received | Export-AccuracyPlot "$TestDrive/job.svg" -PassThru) | Should -Exist
    }
}

Describe 'Runspaces side by side' {
    It 'give the same results as one' {
        $runs = 1..2 | ForEach-Object -Parallel {
            Import-Module $using:PSScriptRoot/../BatchNorm.psd1
            (Compare-BatchNorm -HiddenLayer 10 -DatasetPath $using:TestDrive/tiny -TrainingBatches 50 -BatchesPerSample 10).TestAccuracyWith
        }
        $runs[0] | Should -Be $runs[1]
    }
}
