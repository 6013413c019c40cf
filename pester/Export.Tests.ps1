# Runs for other programs: tables and TensorBoard's event files.

BeforeAll {
    Import-Module "$PSScriptRoot/../BatchNorm.psd1"
    $comparison = Compare-BatchNorm -HiddenLayer 10, 8 -Dataset Synthetic -TrainingBatches 40 -BatchesPerSample 10 -Seed 1, 2
}

Describe 'Export-RunTable' {
    It 'writes a CSV file with a row a run that Import-Csv reads' {
        $comparison | Export-RunTable "$TestDrive/runs.csv"
        $rows = Import-Csv "$TestDrive/runs.csv"
        $rows.Count | Should -Be 4
        $rows[1].UseBatchNorm | Should -Be 'True'
        [double] $rows[1].TestAccuracy | Should -Be $comparison[0].TestAccuracyWith
        $rows[0].HiddenLayer | Should -Be '10,8'
        $rows[0].Epsilon | Should -Be ''
        $rows[3].FinalParametersHash | Should -Be $comparison[1].FinalParametersHashWith
    }

    It 'writes a row a sample with -By Sample' {
        $comparison | Export-RunTable "$TestDrive/samples.csv" -By Sample
        $rows = Import-Csv "$TestDrive/samples.csv"
        $rows.Count | Should -Be 16
        $rows[0..3].Step | Should -Be '0', '10', '20', '30'
    }

    It 'writes Parquet files, and a row of samples that Import-Clixml brings back' {
        $comparison | Export-Clixml "$TestDrive/comparison.xml"
        $file = Import-Clixml "$TestDrive/comparison.xml" | Export-RunTable "$TestDrive/samples.parquet" -By Sample -PassThru
        $file | Should -BeOfType System.IO.FileInfo
        $bytes = [System.IO.File]::ReadAllBytes($file)
        [System.Text.Encoding]::ASCII.GetString($bytes[0..3] + $bytes[-4..-1]) | Should -Be 'PAR1PAR1'
    }

    It 'keeps names that look like formulas from spreadsheets' {
        $run = New-NeuralNet -HiddenLayer 8 -Name '=1+1' | Invoke-Training -Dataset Synthetic -TrainingBatches 2
        $run | Export-RunTable "$TestDrive/formula.csv"
        (Import-Csv "$TestDrive/formula.csv").Name | Should -Be "'=1+1"
    }
}

Describe 'Export-TensorBoardLog' {
    It 'writes a folder a run, and the same files again' {
        $comparison | Export-TensorBoardLog "$TestDrive/logs"
        $first = Get-ChildItem "$TestDrive/logs" -Recurse -File | Get-FileHash
        $comparison | Export-TensorBoardLog "$TestDrive/logs"
        (Get-ChildItem "$TestDrive/logs" -Recurse -File | Get-FileHash).Hash | Should -Be $first.Hash
        $first.Count | Should -Be 5
        $first.Path | ForEach-Object { Split-Path $_ -Leaf } | Should -BeLike '*tfevents*'
    }

    It 'writes nothing with -WhatIf' {
        $comparison | Export-TensorBoardLog "$TestDrive/whatif" -WhatIf
        "$TestDrive/whatif" | Should -Not -Exist
    }

    It 'leaves event files alone with -NoClobber' {
        $comparison[0] | Export-TensorBoardLog "$TestDrive/kept"
        { $comparison | Export-TensorBoardLog "$TestDrive/kept" -NoClobber } | Should -Throw -ErrorId 'NoClobber*'
        (Get-ChildItem "$TestDrive/kept" -Directory).Count | Should -Be 2
    }
}
