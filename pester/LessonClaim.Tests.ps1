# The lesson's seven claims: an experiment for each, what came of it, in a table of 80 columns, from a file and from a table's rows.

BeforeAll {
    Import-Module "$PSScriptRoot/../BatchNorm.psd1"
    & "$PSScriptRoot/New-TinyDataset.ps1" "$TestDrive/tiny"
    $quick = @{ DatasetPath = "$TestDrive/tiny"; TrainingBatches = 10; BatchesPerSample = 5; Seed = 1..2 }
    $seven = Get-LessonExperiment -Group Claims | Compare-BatchNorm @quick
    function Get-Line($Shown) { @(($Shown | Out-String -Width 80) -split '\r?\n' -replace '\e\[[\d;]*m' | Where-Object { $_.Trim() }) }
}

Describe 'Measure-LessonClaim' {
    It 'has a row a claim that fits 80 columns' {
        $lines = Get-Line ($seven | Measure-LessonClaim)
        $lines[0] | Should -Match '^Name +Without +With +Effect +n Verdict'
        $lines | ForEach-Object Length | Measure-Object -Maximum | ForEach-Object Maximum | Should -BeLessOrEqual 80
        $lines.Where{ $_ -match '^(Speed|Rates|Weights|Activations|Depth|Regularization|Results) ' } | Should -HaveCount 7
        $lines.Where{ $_ -match '^Speed ' } | Should -Match ' 2 cannot be told$' -Because 'a median of two has no interval'
    }

    It 'shows each value and each seed in tables of their own' {
        $rates = $seven | Where-Object Name -EQ Rates | Measure-LessonClaim
        (Get-Line $rates.Points)[0] | Should -Match 'Value +n OK w/o OK with +Without +With'
        (Get-Line $rates.Pairs)[0] | Should -Match 'Seed +Without +With'
    }

    It 'tells of the rows of a table what they know, and says what they lack' {
        $seven | Export-Csv "$TestDrive/seven.csv"
        $m = Import-Csv "$TestDrive/seven.csv" | Measure-LessonClaim
        $m | Should -HaveCount 7
        $m[0].Sentence | Should -BeLike '*Export-Clixml*'
        $m[1].Count | Should -Be 2
    }

    It 'reads Import-Clixml as it reads what is live' {
        $seven | Export-Clixml "$TestDrive/seven.xml"
        $back = Import-Clixml "$TestDrive/seven.xml" | Measure-LessonClaim
        $back.Sentence | Should -Be ($seven | Measure-LessonClaim).Sentence
    }
}

Describe 'Get-LessonExperiment -Group Claims' {
    It 'lists the seven with the number of their comparisons' {
        $lines = Get-Line (Get-LessonExperiment -Group Claims)
        $lines[0] | Should -Match '^Name +Comparisons Varied +Batches Claim'
        $lines | ForEach-Object Length | Measure-Object -Maximum | ForEach-Object Maximum | Should -BeLessOrEqual 80
    }

    It 'keeps the training accuracy in files' {
        $one = $seven | Where-Object Name -EQ Regularization | Select-Object -First 1
        $one | Export-Csv "$TestDrive/one.csv"
        [double] (Import-Csv "$TestDrive/one.csv").TrainingAccuracyWith | Should -Be $one.TrainingAccuracyWith
    }
}
