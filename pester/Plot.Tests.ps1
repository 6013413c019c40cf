# Plots: written whole or not at all, in the format the extension names.

BeforeAll {
    Import-Module "$PSScriptRoot/../BatchNorm.psd1"
    $comparison = Compare-BatchNorm -HiddenLayer 10 -Dataset Synthetic -TrainingBatches 40 -BatchesPerSample 10
}

Describe 'Export-AccuracyPlot' {
    It 'writes <_>' -ForEach 'png', 'svg', 'jpg', 'webp' {
        $file = $comparison | Export-AccuracyPlot -Path "$TestDrive/plot.$_"
        $file | Should -BeOfType System.IO.FileInfo
        $file.Length | Should -BeGreaterThan 1000
    }

    It 'names the settings and the data' {
        $null = $comparison | Export-AccuracyPlot -Path "$TestDrive/named.svg" -Title 'My comparison'
        $svg = Get-Content "$TestDrive/named.svg" -Raw
        $svg | Should -Match 'My comparison'
        $svg | Should -Match 'Synthetic'
        $svg | Should -Match 'ReLU'
    }

    It 'draws what Import-Clixml brings back' {
        $comparison | Export-Clixml "$TestDrive/comparison.xml"
        $null = Import-Clixml "$TestDrive/comparison.xml" | Export-AccuracyPlot "$TestDrive/revived.svg"
        $null = $comparison | Export-AccuracyPlot "$TestDrive/live.svg"
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
}
