# What a person sees in a window of 80 columns.

BeforeAll {
    Import-Module "$PSScriptRoot/../BatchNorm.psd1" -Force
    $quick = @{ Dataset = 'Synthetic'; HiddenLayer = 20; TrainingBatches = 20; BatchesPerSample = 10; LearningRate = 0.1 }
    $rendering = $PSStyle.OutputRendering
    $PSStyle.OutputRendering = 'PlainText'

    # The lines of a table.
    function Get-Line($InputObject) { $InputObject | Out-String -Width 80 -Stream | Where-Object { $_.Trim() } }
}

AfterAll {
    $PSStyle.OutputRendering = $rendering
}

Describe 'A table of comparisons' {
    It 'tells rows apart by what varies, whatever it is: <Name>' -ForEach @(
        @{ Name = 'BatchSize'; Values = 30, 60 }
        @{ Name = 'Optimizer'; Values = 'SGD', 'Adam' }
        @{ Name = 'Epsilon'; Values = 0.001, 0.1 }
        @{ Name = 'Decay'; Values = 0.9, 0.99 }
        @{ Name = 'TrainingBatches'; Values = 20, 30 }
        @{ Name = 'SkipPopulationUpdate'; Values = $true, $false }
    ) {
        $rows = foreach ($value in $Values) {
            $given = $quick.Clone()
            $given[$Name] = $value
            (Get-Line (Compare-BatchNorm @given) | Select-Object -Skip 2) -join ' ' -replace '0\.\d{4}' # what came of it aside
        }
        $rows[0] | Should -Not -Be $rows[1]
    }

    It 'fits 80 columns, and hides no column there' {
        $lines = Get-Line (Compare-BatchNorm @quick -Optimizer Adam -BatchSize 30)
        $lines | ForEach-Object { $_.Length } | Measure-Object -Maximum | ForEach-Object Maximum | Should -BeLessOrEqual 80
        $lines[0] | Should -Match '^Activation +Rate +Seed +Batches +Without +With +90% w/o +90% with +Data etc\.$'
        ($lines -join ' ') | Should -Match 'Synthetic'
    }

    It 'fits 80 columns with a name' {
        $lines = Get-Line (Get-LessonExperiment In7 | Compare-BatchNorm @quick)
        $lines[0] | Should -Match '^Name +Seed +Without +Publ\. +With +Publ\. +OneByOne +90% w/o +90% with +Data etc\.$'
        $lines | ForEach-Object { $_.Length } | Measure-Object -Maximum | ForEach-Object Maximum | Should -BeLessOrEqual 80
    }

    It 'shows the same of what a file brings back' {
        $c = Compare-BatchNorm @quick -BatchSize 30
        $c | Export-Clixml "$TestDrive/c.xml"
        Get-Line (Import-Clixml "$TestDrive/c.xml") | Should -Be (Get-Line $c)
    }
}

Describe 'A table of measurements' {
    BeforeAll {
        $m = Compare-BatchNorm @quick -Seed 1, 2, 3 | Measure-BatchNorm -WarningAction Ignore
    }

    It 'hides no column at 80' {
        $lines = Get-Line $m
        $lines[0] | Should -Match '^Activation +Rate +n +Without +With +Difference +p +Data etc\.$'
        $lines | ForEach-Object { $_.Length } | Measure-Object -Maximum | ForEach-Object Maximum | Should -BeLessOrEqual 80
    }

    It 'has a second view of how often and how soon' {
        ($m | Format-Table -View Success | Out-String -Width 80 -Stream | Where-Object { $_.Trim() })[0] | Should -Match '^Name +Activation +Rate +n +OK w/o +OK w/ +Step w/o +Step w/ +Data etc\.$'
    }
}

Describe 'Tables of other objects' {
    It 'show all columns at 80' {
        $net = New-NeuralNet -BatchNorm -HiddenLayer 20
        $run = $net | Invoke-Training -Dataset Synthetic -TrainingBatches 10 -BatchesPerSample 10
        (Get-Line $run)[0] | Should -Match '^Name +Activation +Rate +Seed +Validation +Test +Data etc\.$'
        (Get-Line ($net | Test-Network -Dataset Synthetic))[0] | Should -Match '^Name +Accuracy +Loss +BatchStats +OneByOne +Diverged +Data$'
        (Get-Line $net)[0] | Should -Match '^Name +HiddenLayer +Activation +BatchNorm +Seed +Engine +Trained$'
        (Get-Line (Get-LessonExperiment In4))[0] | Should -Match '^Name +Activation +Rate +Weights +Batches +Without +With +Claim$'
    }
}
