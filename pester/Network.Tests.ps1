# Networks one by one: made, trained, saved, restored and tested.

BeforeAll {
    Import-Module "$PSScriptRoot/../BatchNorm.psd1"
    $data = @{ Dataset = 'Synthetic' }
}

Describe 'A trained network' {
    BeforeAll {
        $w = New-InitialWeight -HiddenLayer 30, 30 -Seed 7
        $net = New-NeuralNet -InitialWeight $w -Activation Sigmoid -BatchNorm
        $run = $net | Invoke-Training -LearningRate 1 -TrainingBatches 200 -BatchesPerSample 50 -SaveAs "$TestDrive/bn.safetensors" @data
    }

    It 'samples its validation accuracy on the way' {
        $run.Samples.Step | Should -Be @(0, 50, 100, 150)
        $run.Samples[-1].Accuracy | Should -BeGreaterThan $run.Samples[0].Accuracy
    }

    It 'tests as its run says' {
        ($net | Test-Network @data).Accuracy | Should -Be $run.TestAccuracy
    }

    It 'is restored from its file to the last bit' {
        (Test-Network -RestoreFrom "$TestDrive/bn.safetensors" @data).Accuracy | Should -Be $run.TestAccuracy
    }

    It 'comes back from a file, to be trained on' {
        $net | Export-NeuralNet "$TestDrive/net.safetensors" -PassThru | Should -Exist
        $back = Import-NeuralNet "$TestDrive/net.safetensors"
        ($back | Test-Network @data).Accuracy | Should -Be $run.TestAccuracy
        ($back | Invoke-Training -TrainingBatches 10 @data).FirstBatch | Should -Be 200
    }

    It 'becomes an ONNX model<Name>' -ForEach @(@{ Name = ''; Fold = $false }, @{ Name = ' without batch normalization'; Fold = $true }) {
        $file = $net | Export-NeuralNet "$TestDrive/net.onnx" -Fold:$Fold -PassThru
        [Text.Encoding]::Latin1.GetString([IO.File]::ReadAllBytes($file)) -match 'BatchNormalization' | Should -Be (-not $Fold)
    }

    It 'gives one answer to every single image when it normalizes with batch statistics' {
        $wrong = $net | Test-Network -UseBatchStatistics -IndividualPredictions 100 @data
        $wrong.Predictions | Sort-Object -Unique | Should -HaveCount 1
        $wrong.IndividualAccuracy | Should -BeLessThan 0.3
    }

    It 'predicts single images well with population statistics' {
        $right = $net | Test-Network -IndividualPredictions 100 @data
        $right.IndividualAccuracy | Should -BeGreaterThan 0.7
    }

    It 'survives Export-Clixml as a description' {
        $run | Export-Clixml "$TestDrive/run.xml"
        $back = Import-Clixml "$TestDrive/run.xml"
        $back.Samples | Should -HaveCount 4
        $back.Samples[2].Accuracy | Should -Be $run.Samples[2].Accuracy
        "$($back.Network)" | Should -Be "$net"
    }
}

Describe 'A training with a checkpoint' {
    BeforeAll {
        $file = "$TestDrive/run.safetensors"
        $training = @{ TrainingBatches = 400; BatchesPerSample = 100 } + $data
        $kept = @{ Checkpoint = $file; CheckpointInterval = 0.01 } + $training
        function New-Net { New-NeuralNet -HiddenLayer 30 -BatchNorm -Seed 7 }
        function Stop-Half { { & { New-Net; while (-not (Test-Path $file)) { Start-Sleep -Milliseconds 5 }; throw 'enough' } | Invoke-Training @kept } | Should -Throw enough }
    }

    It 'goes on where it was broken off, to the same bits' {
        Stop-Half
        $file | Should -Exist
        $run = New-Net | Invoke-Training @kept
        $quiet = New-Net | Invoke-Training @training
        $run | Should -HaveSameResultAs $quiet
        $run.FinalParametersHash | Should -Be $quiet.FinalParametersHash
        $file | Should -Not -Exist
    }

    It 'stays where the pipeline was broken off, and gives the same run from there' {
        Stop-Half
        $first = New-Net | Invoke-Training @kept | Select-Object -First 1
        $file | Should -Exist
        (New-Net | Invoke-Training @kept).FinalParametersHash | Should -Be $first.FinalParametersHash
        $file | Should -Not -Exist
    }
}

Describe 'Mistakes' {
    It 'refuses <Arguments> at binding' -ForEach @(
        @{ Arguments = @{ LearningRate = 0 } }
        @{ Arguments = @{ LearningRate = [double]::NaN } }
        @{ Arguments = @{ TrainingBatches = 0 } }
        @{ Arguments = @{ BatchSize = -1 } }
    ) {
        { New-NeuralNet | Invoke-Training @Arguments @data -ErrorAction Stop } |
            Should -Throw -ErrorId 'ParameterArgumentValidationError,BatchNorm.PowerShell.Commands.InvokeTrainingCommand'
    }

    It 'says that a corrupt file is corrupt' {
        Set-Content "$TestDrive/bad.safetensors" 'no network'
        { Test-Network -RestoreFrom "$TestDrive/bad.safetensors" @data -ErrorAction Stop } | Should -Throw -ErrorId 'InvalidNetworkFile*'
    }

    It 'never opens a file that could be a program' {
        [IO.File]::WriteAllBytes("$TestDrive/model.pt", [byte[]](0x80, 2, 0x8A, 10))
        { Import-NeuralNet "$TestDrive/model.pt" -ErrorAction Stop } | Should -Throw -ErrorId 'InvalidNetworkFile*' -ExpectedMessage '*pickle*save_file*'
    }

    It 'warns of a network that was never trained' {
        $null = New-NeuralNet -HiddenLayer 5 | Test-Network @data -WarningVariable warnings -WarningAction SilentlyContinue
        $warnings | Should -Match 'never trained'
    }
}

Describe 'Views' {
    It 'shows everything in a list' {
        $list = New-NeuralNet | Format-List | Out-String
        $list | Should -Match 'TrainedBatches'
        $list | Should -Match '784-100-100-100-10'
    }
}

Describe 'Tab completion' {
    It 'offers <Expected> for <Line>' -ForEach @(
        @{ Line = 'New-NeuralNet -Activation Si'; Expected = 'Sigmoid', 'SiLU' }
        @{ Line = 'Compare-BatchNorm -Dataset S'; Expected = 'Synthetic' }
        @{ Line = 'New-NeuralNet -Engine T'; Expected = 'Torch' }
    ) {
        (TabExpansion2 $Line $Line.Length).CompletionMatches.CompletionText | Should -Be $Expected
    }
}
