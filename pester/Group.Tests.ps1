# What a sweep shows at a glance, as a paper or a course would keep it: groups of runs held against each other, pairs, heat maps, and a claim of the lesson.
# All of it is made of one small grid: two activations at two rates, three seeds each.

BeforeAll {
    Import-Module "$PSScriptRoot/../BatchNorm.psd1"
    & "$PSScriptRoot/New-TinyDataset.ps1" "$TestDrive/tiny"
    $grid = Compare-BatchNorm -Activation ReLU, Tanh -LearningRate 0.1, (7 * 0.05) -Seed (1..3) -HiddenLayer 20 -DatasetPath "$TestDrive/tiny" -BatchSize 20 -TrainingBatches 10 -BatchesPerSample 5
    function Get-Text($Path) { ([xml] (Get-Content $Path -Raw)).SelectNodes('//*[local-name()="text"]').InnerText }
}

Describe 'Compare-RunGroup' {
    It 'holds the groups of a setting against the first of them, seed by seed' {
        $tanh = $grid.WithBatchNorm | Where-Object LearningRate -EQ 0.1 | Compare-RunGroup Activation
        $tanh.Group | Should -Be 'Tanh'
        $tanh.Reference | Should -Be 'ReLU'
        $tanh.Count | Should -Be 3
        $tanh.IsPaired | Should -BeTrue
        [math]::Abs($tanh.Difference - ($tanh.Mean - $tanh.ReferenceMean)) | Should -BeLessThan 1e-6
    }

    It 'corrects p for there being several comparisons' {
        $compared = $grid | Compare-RunGroup Activation, UseBatchNorm
        $compared | Should -HaveCount 6 -Because 'four groups make six pairs of them'
        $compared.FamilySize | Select-Object -Unique | Should -Be 6
        $compared | ForEach-Object { $_.HolmP | Should -BeGreaterOrEqual $_.P }
    }

    It 'says what it can group by where it cannot' {
        { $grid | Compare-RunGroup Weather -ErrorAction Stop } | Should -Throw '*UseBatchNorm*'
    }
}

Describe 'Export-PairPlot' {
    It 'draws a line for each seed, and writes n' {
        $grid | Where-Object { $_.Activation -eq 'ReLU' -and $_.LearningRate -eq 0.1 } | Export-PairPlot "$TestDrive/pairs.svg"
        Get-Text "$TestDrive/pairs.svg" | Should -Contain 'without'
        (Get-Text "$TestDrive/pairs.svg") -match 'n = 3' | Should -Not -BeNullOrEmpty
        Get-Content "$TestDrive/pairs.svg" -Raw | Should -Match 'seed 3: [01]\.\d{4} to [01]\.\d{4}' -Because 'the description of the picture has every pair'
    }

    It 'draws many groups as a forest' {
        $grid | Export-PairPlot "$TestDrive/forest.svg" -Kind Forest
        (Get-Text "$TestDrive/forest.svg") -match '^(ReLU|Tanh), rate 0\.' | Should -HaveCount 4
    }
}

Describe 'Export-SweepPlot' {
    It 'has a cell for each combination, with the numbers as people write them' {
        $grid | Export-SweepPlot "$TestDrive/heat.svg" -Outcome Difference
        Get-Text "$TestDrive/heat.svg" | Should -Contain '0.35' -Because '7 times 0.05 is 0.35 to a person'
        (Get-Text "$TestDrive/heat.svg") -match '^[+\u2212]?\d\.\d{3}$' | Should -Not -BeNullOrEmpty
    }

    It 'tells how much each setting matters' {
        $grid | Export-SweepPlot "$TestDrive/importance.svg" -Kind Importance -Outcome AccuracyWith
        Get-Content "$TestDrive/importance.svg" -Raw | Should -Match 'Learning rate: (<|&lt;)? ?\d+ % of the variance of accuracy with'
    }

    It 'draws what comes back from a table' {
        $grid | Export-Csv "$TestDrive/grid.csv"
        $file = Import-Csv "$TestDrive/grid.csv" | Export-SweepPlot "$TestDrive/parallel.png" -Kind ParallelCoordinates -PassThru
        $file.Length | Should -BeGreaterThan 1000
    }
}

Describe 'Export-LessonClaimPlot' {
    It 'draws the claim that comparisons are named after, with its verdict' {
        Get-LessonExperiment Rates | Compare-BatchNorm -Seed 1, 2 -HiddenLayer 10 -LearningRate 0.1, 1 -DatasetPath "$TestDrive/tiny" -BatchSize 20 -TrainingBatches 10 -BatchesPerSample 5 |
            Export-LessonClaimPlot "$TestDrive/rates.svg"
        (Get-Text "$TestDrive/rates.svg") -match '^Rates: (holds|does not hold|cannot be told)$' | Should -HaveCount 1
        Get-Text "$TestDrive/rates.svg" | Should -Contain 'Learning rate'
    }
}
