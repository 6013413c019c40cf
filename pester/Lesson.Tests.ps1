# What the lesson claims, checked on the real MNIST where it is at hand.

BeforeDiscovery {
    $noMnist = -not $env:BATCHNORM_DATA
}

BeforeAll {
    Import-Module "$PSScriptRoot/../BatchNorm.psd1"
}

Describe 'The lesson on MNIST (skipped unless BATCHNORM_DATA names a folder with it)' -Skip:$noMnist {
    It 'In [5]: ReLU at 0.01 gets over 94.5 % in 2,000 batches with batch normalization, and not to 88 % without' {
        $comparison = Compare-BatchNorm -Activation ReLU -LearningRate 0.01 -TrainingBatches 2000 -BatchesPerSample 50
        $comparison.Dataset | Should -Be 'Mnist'
        $comparison.TestAccuracyWith | Should -BeGreaterOrEqual 0.945
        $comparison.TestAccuracyWithout | Should -BeLessThan 0.88
    }

    It 'In [10]: sigmoid at 1 reaches 90 % sooner with batch normalization' {
        $comparison = Compare-BatchNorm -Activation Sigmoid -LearningRate 1 -TrainingBatches 2000 -BatchesPerSample 100
        $comparison.StepsTo90With | Should -BeLessThan $comparison.StepsTo90Without
    }

    Context 'In [23] and In [24]: 200 single predictions' {
        BeforeAll {
            $net = New-NeuralNet -BatchNorm
            $null = $net | Invoke-Training -LearningRate 0.01 -TrainingBatches 2000 -BatchesPerSample 2000
        }

        It 'are all the same with batch statistics' {
            $result = $net | Test-Network -UseBatchStatistics -IndividualPredictions 200
            $result.Predictions | Sort-Object -Unique | Should -HaveCount 1
            $result.Accuracy | Should -BeGreaterThan 0.93
        }

        It 'are right with population statistics' {
            ($net | Test-Network -IndividualPredictions 200).IndividualAccuracy | Should -BeGreaterOrEqual 0.93
        }
    }
}
