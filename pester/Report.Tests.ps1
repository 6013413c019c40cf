# A report: one page with everything in it, to be kept beside the data, sent on, or printed.

BeforeAll {
    Import-Module "$PSScriptRoot/../BatchNorm.psd1"
    # The lesson's figures, beside settings of their own: without them, other settings would leave them out.
    $comparisons = Get-LessonExperiment In5, In23 |
        Select-Object Name, UseBatchStatistics, IndividualPredictions, PublishedTestAccuracyWithout, PublishedTestAccuracyWith, PublishedIndividualAccuracyWith |
        Compare-BatchNorm -Seed (1..3) -Dataset Synthetic -HiddenLayer 10 -TrainingBatches 40 -BatchesPerSample 10
}

Describe 'Export-BatchNormReport' {
    BeforeAll {
        $file = $comparisons | Export-BatchNormReport "$TestDrive/report.html" -Title 'Mine & yours' -PassThru
        $page = ((Get-Content $file -Raw) -replace '^<!DOCTYPE html>') -as [xml]
    }

    It 'writes one file' {
        $file | Should -BeOfType System.IO.FileInfo
        Get-ChildItem $TestDrive -Force | Should -HaveCount 1
        $page.html.body.header.h1 | Should -Be 'Mine & yours'
    }

    It 'has an overview, the pairs and a figure an experiment, and tables of results, statistics, single predictions, samples and seeds' {
        $page.GetElementsByTagName('figure') | Should -HaveCount 4
        $page.GetElementsByTagName('caption').InnerText -replace ':.*' | Should -Be @(
            'Test accuracy after the last step', 'What the repeats of each experiment show, with 95 % intervals'
            'Accuracy on the whole test set and on single images, mean over the seeds'
            'What 3 runs a side came to', 'Validation accuracy, validation loss and seconds since the start', 'In5'
            'What 3 runs a side came to', 'Validation accuracy, validation loss and seconds since the start', 'In23')
    }

    It 'has the numbers that Measure-BatchNorm has, beside the published ones' {
        $row = $page.SelectNodes('//table[caption/span/@id = "results-table"]/tbody/tr')[0]
        $measured = $comparisons | Where-Object Name -EQ In5 | Measure-BatchNorm
        $cells = $row.ChildNodes.InnerText.Trim()
        $means = $measured.MeanWithout, $measured.MeanWith | ForEach-Object { $_.ToString('F4', [cultureinfo]::InvariantCulture) }
        $cells[0, 1, 8, 9] | Should -Be @('In5', '3', '0.8262', '0.9525')
        $cells[2, 3] -replace ' .*' | Should -Be $means
    }

    It 'loads nothing, and runs nothing but its own script' {
        $page.SelectNodes('//script') | Should -HaveCount 1
        $page.SelectSingleNode('//meta[@http-equiv = "Content-Security-Policy"]/@content').Value | Should -BeLike "default-src 'none'; *"
        $page.SelectNodes('//@src | //@href[not(starts-with(., "#"))]') | Should -HaveCount 0
    }

    It 'says how to run each experiment again' {
        $page.SelectNodes('//pre/code').InnerText | Should -Match '^Compare-BatchNorm .* -Seed \(1\.\.3\) .* -Dataset Synthetic$'
    }

    It 'is made of what Import-Clixml brings back' {
        $comparisons | Export-Clixml "$TestDrive/comparisons.xml"
        $back = Import-Clixml "$TestDrive/comparisons.xml" | Export-BatchNormReport "$TestDrive/back.html" -Title 'Mine & yours' -PassThru
        (Get-Content $back -Raw) -replace '<time.*</time>' | Should -Be ((Get-Content $file -Raw) -replace '<time.*</time>')
    }

    It 'is made of what Import-Csv brings back, without the curves' {
        $comparisons | Export-Csv "$TestDrive/comparisons.csv"
        $back = Import-Csv "$TestDrive/comparisons.csv" | Export-BatchNormReport "$TestDrive/table.html" -PassThru
        $rows = (Get-Content $back -Raw) -replace '^<!DOCTYPE html>' -as [xml]
        $rows.GetElementsByTagName('figure') | Should -HaveCount 2 # what can be drawn without samples: the overview and the pairs
        $rows.SelectNodes('//table[caption/span/@id = "results-table"]').OuterXml |
            Should -Be $page.SelectNodes('//table[caption/span/@id = "results-table"]').OuterXml
    }

    It 'writes nothing with -WhatIf, and leaves a file alone with -NoClobber' {
        $comparisons | Export-BatchNormReport "$TestDrive/whatif.html" -WhatIf
        "$TestDrive/whatif.html" | Should -Not -Exist
        Set-Content "$TestDrive/mine.html" 'mine'
        { $comparisons | Export-BatchNormReport "$TestDrive/mine.html" -NoClobber } | Should -Throw -ErrorId 'NoClobber*'
        Get-Content "$TestDrive/mine.html" | Should -Be 'mine'
    }

    It 'refuses <Path>' -ForEach @(
        @{ Path = 'report.pdf'; ErrorId = 'UnknownReportFormat*' }
        @{ Path = 'nowhere/report.html'; ErrorId = 'PathNotFound*' }
    ) {
        { $comparisons | Export-BatchNormReport "$TestDrive/$Path" } | Should -Throw -ErrorId $ErrorId
    }
}
