# A claim over seeds: what a group of repeats shows, and how sure it is.

BeforeAll {
    Import-Module "$PSScriptRoot/../BatchNorm.psd1"
    $comparisons = Compare-BatchNorm -LearningRate 0.01, 0.1 -Seed (1..6) -Dataset Synthetic -HiddenLayer 30 -TrainingBatches 300 -BatchesPerSample 100
}

Describe 'Measure-BatchNorm' {
    BeforeAll {
        $measurements = $comparisons | Measure-BatchNorm
    }

    It 'gives a record a combination of settings' {
        $measurements.LearningRate | Should -Be @(0.01, 0.1)
        $measurements.Seeds | Should -Be @('1..6', '1..6')
    }

    It 'shows that batch normalization is better at 0.01, beyond chance' {
        $measurements[0].DifferenceLow | Should -BeGreaterThan 0
        $measurements[0].WilcoxonP | Should -Be (2 / [math]::Pow(2, 6)) -Because 'all six pairs differ in the same direction'
    }

    It 'agrees with Measure-Object' {
        $group = $comparisons | Where-Object LearningRate -EQ 0.01 | Measure-Object TestAccuracyWith -Average -StandardDeviation
        [math]::Abs($measurements[0].MeanWith - $group.Average) | Should -BeLessThan 1e-12
        [math]::Abs($measurements[0].StandardDeviationWith - $group.StandardDeviation) | Should -BeLessThan 1e-12
    }

    It 'measures what Import-Clixml brings back' {
        $comparisons | Export-Clixml "$TestDrive/sweep.xml"
        $back = Import-Clixml "$TestDrive/sweep.xml" | Measure-BatchNorm
        $back | ConvertTo-Json | Should -Be ($measurements | ConvertTo-Json)
    }

    It 'measures what Import-Csv brings back, but for what takes the samples' {
        $comparisons | Export-Csv "$TestDrive/sweep.csv"
        $withoutRuns = @{ ExcludeProperty = 'DivergedCount*' }
        $back = Import-Csv "$TestDrive/sweep.csv" | Measure-BatchNorm
        $back | Select-Object * @withoutRuns | ConvertTo-Json | Should -Be ($measurements | Select-Object * @withoutRuns | ConvertTo-Json)
    }

    It 'goes into a CSV file itself' {
        $measurements | Export-Csv "$TestDrive/measured.csv"
        [double] (Import-Csv "$TestDrive/measured.csv")[1].Difference | Should -Be $measurements[1].Difference
    }

    It 'says that one seed has no interval' {
        $one = $comparisons[0] | Measure-BatchNorm -WarningVariable warnings -WarningAction SilentlyContinue
        $one.DifferenceLow | Should -BeNullOrEmpty
        $warnings | Should -HaveCount 1
    }

    It 'refuses to average over different data' {
        $row = $comparisons[0] | Select-Object * -ExcludeProperty *BatchNorm
        $row.DatasetHash = '0' * 64 # what the data is, whatever it is called
        { $comparisons[1], $row | Measure-BatchNorm -ErrorAction Stop } | Should -Throw -ErrorId 'MixedDatasets,*'
    }

    It 'fits a table of 120 columns' {
        $lines = @(($measurements | Format-Table | Out-String -Width 120) -split '\r?\n' -replace '\e\[[\d;]*m' | Where-Object { $_ })
        $lines | Should -HaveCount 4
        $lines[0] | Should -Match 'Data$'
        $lines[2] | Should -Match 'Synthetic$'
        $lines | Should -Not -Match '\u2026'
    }

    It 'shows everything in a list' {
        $list = $measurements[0] | Format-List | Out-String
        foreach ($property in $measurements[0].psobject.Properties.Name) {
            $list | Should -Match "(?m)^$property +:"
        }
    }
}
