# Networks that are not fully connected: the same comparison, other layers.

BeforeAll {
    Import-Module "$PSScriptRoot/../BatchNorm.psd1"
    & "$PSScriptRoot/New-TinyDataset.ps1" "$TestDrive/tiny"
    $short = @{ DatasetPath = "$TestDrive/tiny"; BatchSize = 20; TrainingBatches = 60; BatchesPerSample = 30 }
}

Describe 'A convolutional comparison' {
    BeforeAll {
        $comparison = Compare-BatchNorm -Architecture Convolutional -FeatureMaps 4, 8 -HiddenLayer 30 -LearningRate 0.1 @short
    }

    It 'learns sooner with batch normalization' {
        $comparison.TestAccuracyWith | Should -BeGreaterThan ($comparison.TestAccuracyWithout + 0.1)
    }

    It 'started both networks from the same weights' {
        $comparison.IsPaired | Should -BeTrue
    }

    It 'says what it compared' {
        $comparison.Architecture | Should -Be 'Convolutional'
        $comparison.FeatureMaps | Should -Be '4,8'
        $comparison.KernelSize | Should -Be 5
    }
}

Describe 'A recurrent comparison' {
    BeforeAll {
        $comparison = Compare-BatchNorm -Architecture Recurrent -HiddenLayer 20 -LearningRate 0.01 @short
    }

    It 'has the defaults of its architecture' {
        $comparison.Activation | Should -Be 'Tanh'
        $comparison.WeightScale | Should -Be 1
        $comparison.FeatureMaps | Should -BeNullOrEmpty
    }

    It 'started both networks from the same weights' {
        $comparison.IsPaired | Should -BeTrue
    }

    It 'learns' {
        $comparison.TestAccuracyWithout | Should -BeGreaterThan 0.2
    }
}

Describe 'A saved LSTM' {
    It 'is restored from its file to the last bit' {
        $run = New-NeuralNet -Architecture Recurrent -HiddenLayer 10 -Permuted -BatchNorm |
            Invoke-Training @short -SaveAs "$TestDrive/lstm.safetensors"
        (Test-Network -RestoreFrom "$TestDrive/lstm.safetensors" -DatasetPath "$TestDrive/tiny").Accuracy | Should -Be $run.TestAccuracy
    }
}

Describe 'Settings that do not go together' {
    It 'are refused at once: <Arguments>' -ForEach @(
        @{ Arguments = @{ FeatureMaps = 6, 16 } }
        @{ Arguments = @{ Architecture = 'Convolutional'; Engine = 'Simd'; Implementation = 'Layer' } }
        @{ Arguments = @{ Architecture = 'Convolutional'; KernelSize = 4 } }
        @{ Arguments = @{ Architecture = 'Recurrent'; HiddenLayer = 100, 100 } }
        @{ Arguments = @{ PixelByPixel = $true } }
    ) {
        { Compare-BatchNorm @Arguments @short -ErrorAction Stop } | Should -Throw -ErrorId 'InvalidSettings*'
    }
}
