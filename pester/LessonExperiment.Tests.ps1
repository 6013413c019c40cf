# The lesson's experiments as objects: chosen by name or group, and run from the pipeline.

BeforeAll {
    Import-Module "$PSScriptRoot/../BatchNorm.psd1"
    & "$PSScriptRoot/New-TinyDataset.ps1" "$TestDrive/tiny"
    $quick = @{ DatasetPath = "$TestDrive/tiny"; HiddenLayer = 10; TrainingBatches = 20; BatchesPerSample = 10 }
}

Describe 'Get-LessonExperiment' {
    It 'knows 18 comparisons and 2 demonstrations' {
        Get-LessonExperiment -Group Comparisons | Should -HaveCount 18
        Get-LessonExperiment -Group SinglePredictions | Should -HaveCount 2
    }

    It 'finds what is in every group named' {
        (Get-LessonExperiment -Group BadWeights, Sigmoid).Name | Should -Be 'In15', 'In17', 'In19'
    }

    It 'lists the known names when it does not know one' {
        { Get-LessonExperiment In3 -ErrorAction Stop } | Should -Throw -ErrorId 'UnknownExperiment*' -ExpectedMessage '*In4, In5*In24*'
    }

    It 'goes into a CSV file, and Compare-BatchNorm runs it from there' {
        Get-LessonExperiment In5, In23 | Export-Csv "$TestDrive/lesson.csv"
        $again = Import-Csv "$TestDrive/lesson.csv" | Compare-BatchNorm @quick -ThrottleLimit 1
        $again.Name | Should -Be 'In5', 'In23'
        $again.UseBatchStatistics | Should -Be $false, $true
        @($again.PublishedTestAccuracyWith -ne $null) | Should -BeNullOrEmpty # what was published is of MNIST and of 2,000 batches
    }
}

Describe 'Compare-BatchNorm with the lesson''s experiments' {
    BeforeAll {
        # The lesson's figures, beside settings of their own: without them, other settings would leave them out.
        $comparisons = Get-LessonExperiment In5, In24 |
            Select-Object Name, IndividualPredictions, PublishedTestAccuracyWithout, PublishedTestAccuracyWith, PublishedIndividualAccuracyWith |
            Compare-BatchNorm @quick -Seed 1, 2
    }

    It 'repeats each under every seed given' {
        $comparisons | Group-Object Name | ForEach-Object Count | Should -Be 2, 2
    }

    It 'shows the published figures beside its own, within 120 columns' {
        $one = $comparisons | Where-Object Name -EQ 'In5' | Select-Object -First 1
        $lines = @(($one | Format-Table | Out-String -Width 120) -split '\r?\n' -replace '\e\[[\d;]*m' | Where-Object { $_ })
        $lines | Should -HaveCount 3
        $lines[0] | Should -Match 'Name.*Without +Publ\..*With +Publ\..*Data etc\.$'
        $lines[2] | Should -Match '0[.,]8262.*0[.,]9525'
        $lines -join '' | Should -Not -Match '\u2026'
    }

    It 'can be checked to be paired' {
        $comparisons.IsPaired | Should -Not -Contain $false
        $comparisons.BatchOrderHash | Sort-Object -Unique | Should -HaveCount 2 # one a seed
    }

    It 'brings name, published figures and single predictions back from Import-Clixml' {
        $comparisons | Export-Clixml "$TestDrive/lesson.xml"
        $back = Import-Clixml "$TestDrive/lesson.xml"
        $back[0].Name | Should -Be $comparisons[0].Name
        $back[0].PublishedTestAccuracyWith | Should -Be $comparisons[0].PublishedTestAccuracyWith
        $single = $back | Where-Object Name -EQ 'In24' | Select-Object -First 1
        $single.WithBatchNorm.Predictions | Should -HaveCount 200
    }
}
