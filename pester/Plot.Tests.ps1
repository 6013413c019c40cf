# Plots: written whole or not at all, in the format the extension names.

BeforeAll {
    Import-Module "$PSScriptRoot/../BatchNorm.psd1"
    $comparison = Compare-BatchNorm -HiddenLayer 10 -Dataset Synthetic -TrainingBatches 40 -BatchesPerSample 10
}

Describe 'Export-AccuracyPlot' {
    It 'writes <_>' -ForEach 'png', 'svg', 'jpg', 'webp' {
        $file = $comparison | Export-AccuracyPlot -Path "$TestDrive/plot.$_" -PassThru
        $file | Should -BeOfType System.IO.FileInfo
        $file.Length | Should -BeGreaterThan 1000
    }

    It 'names the settings and the data' {
        $comparison | Export-AccuracyPlot -Path "$TestDrive/named.svg" -Title 'My comparison'
        $svg = Get-Content "$TestDrive/named.svg" -Raw
        $svg | Should -Match 'My comparison'
        $svg | Should -Match 'Synthetic'
        $svg | Should -Match 'ReLU'
    }

    It 'draws what Import-Clixml brings back' {
        $comparison | Export-Clixml "$TestDrive/comparison.xml"
        Import-Clixml "$TestDrive/comparison.xml" | Export-AccuracyPlot "$TestDrive/revived.svg"
        $comparison | Export-AccuracyPlot "$TestDrive/live.svg"
        Get-Content "$TestDrive/revived.svg" -Raw | Should -Be (Get-Content "$TestDrive/live.svg" -Raw)
    }

    It 'writes nothing with -WhatIf' {
        $comparison | Export-AccuracyPlot "$TestDrive/whatif.png" -WhatIf
        "$TestDrive/whatif.png" | Should -Not -Exist
    }

    It 'leaves a file alone with -NoClobber' {
        Set-Content "$TestDrive/mine.png" 'mine'
        { $comparison | Export-AccuracyPlot "$TestDrive/mine.png" -NoClobber } | Should -Throw -ErrorId 'NoClobber*'
        Get-Content "$TestDrive/mine.png" | Should -Be 'mine'
    }

    It 'refuses <Path>' -ForEach @(
        @{ Path = 'plot.bmp'; ErrorId = 'UnknownPictureFormat*' }
        @{ Path = 'nowhere/plot.png'; ErrorId = 'PathNotFound*' }
    ) {
        { $comparison | Export-AccuracyPlot "$TestDrive/$Path" } | Should -Throw -ErrorId $ErrorId
    }

    It 'draws seeds as their mean with a band, and says which band of how many' {
        $seeds = Compare-BatchNorm -HiddenLayer 10 -Dataset Synthetic -TrainingBatches 40 -BatchesPerSample 10 -Seed (1..3)
        $seeds | Export-AccuracyPlot "$TestDrive/band.svg" -Band ConfidenceInterval -Smoothing 0.6
        $svg = Get-Content "$TestDrive/band.svg" -Raw
        $svg | Should -Match 'With Batch Norm, mean of 3 with 95 % interval: 0\.\d{3}'
        $svg | Should -Match 'smoothed 0\.6'
    }
}

Describe 'Export-ActivationPlot' {
    BeforeAll {
        $traced = Compare-BatchNorm -Activation Sigmoid -HiddenLayer 10, 8 -Dataset Synthetic -TrainingBatches 40 -BatchesPerSample 10 -TraceActivation
    }

    It 'has a panel for each hidden layer of each network, and names the data' {
        $traced | Export-ActivationPlot "$TestDrive/traced.svg"
        $svg = Get-Content "$TestDrive/traced.svg" -Raw
        foreach ($network in 'Without Batch Norm', 'With Batch Norm') {
            $svg | Should -Match ">$network, layer 1<"
            $svg | Should -Match ">$network, layer 2<"
        }
        $svg | Should -Match 'Synthetic'
    }

    It 'draws what Import-Clixml brings back' {
        $traced | Export-Clixml "$TestDrive/traced.xml"
        Import-Clixml "$TestDrive/traced.xml" | Export-ActivationPlot "$TestDrive/revived.svg"
        $traced | Export-ActivationPlot "$TestDrive/live.svg"
        Get-Content "$TestDrive/revived.svg" -Raw | Should -Be (Get-Content "$TestDrive/live.svg" -Raw)
    }

    It 'says how to train for it where that was not done' {
        { $comparison | Export-ActivationPlot "$TestDrive/untraced.png" -ErrorAction Stop } |
            Should -Throw '*-TraceActivation*' -ErrorId 'NoActivationSamples*'
        "$TestDrive/untraced.png" | Should -Not -Exist
    }

    It 'changes nothing in the training' {
        $plain = Compare-BatchNorm -Activation Sigmoid -HiddenLayer 10, 8 -Dataset Synthetic -TrainingBatches 40 -BatchesPerSample 10
        $traced.TestAccuracyWith | Should -Be $plain.TestAccuracyWith
        $traced.WithBatchNorm.ActivationSamples | Should -HaveCount 8
        $plain.WithBatchNorm.ActivationSamples | Should -HaveCount 0
    }
}
