# The module's own assertions, as a course's checks use them.

BeforeAll {
    Import-Module "$PSScriptRoot/../BatchNorm.psd1" -Force
    $quick = @{ Dataset = 'Synthetic'; Activation = 'Sigmoid'; HiddenLayer = '50,50'; TrainingBatches = 200; BatchesPerSample = 200; LearningRate = 0.1 }
    $c = Compare-BatchNorm -Seed 1, 2, 3 @quick

    function Get-Failure([scriptblock] $Assertion) {
        try { & $Assertion } catch { return "$_" }
        throw 'The assertion held.'
    }
}

Describe 'Should -BeBetterWithBatchNorm' {
    It 'holds where batch normalization is better' {
        $c | Should -BeBetterWithBatchNorm
        $c | Should -BeBetterWithBatchNorm -By 0.001 -ConfidenceLevel 0.9
    }

    It 'fails with one sentence that has n, the mean and the interval in four digits' {
        Get-Failure { $c | Should -BeBetterWithBatchNorm -By 0.9 -Because 'we say so' } | Should -Match (
            '^Batch normalization is not shown to be better by at least 0\.9: n = 3, mean difference in test accuracy 0\.\d{4}, ' +
            '95 % interval -?0\.\d{4} to 0\.\d{4}\. Because we say so\.$')
    }

    It 'can be turned round' {
        $c | Should -Not -BeBetterWithBatchNorm -By 0.9
        Get-Failure { $c | Should -Not -BeBetterWithBatchNorm } | Should -BeLike 'Expected the opposite: Batch normalization is better: n = 3*'
    }

    It 'is no pass for nothing' {
        Get-Failure { @() | Should -BeBetterWithBatchNorm } | Should -Match 'Nothing came in'
    }
}

Describe 'Should -HaveSameResultAs' {
    It 'holds for the same comparisons made again' {
        Compare-BatchNorm -Seed 1, 2, 3 @quick | Should -HaveSameResultAs $c
    }

    It 'names the first run that differs' {
        Get-Failure { $c[1] | Should -HaveSameResultAs $c[0] } | Should -BeLike '2 of 2 runs not the same to the bit, first without batch normalization, seed 2: test accuracy *'
        $c[1] | Should -Not -HaveSameResultAs $c[0]
    }
}

Describe 'A missing result' {
    It 'fails an assertion and its opposite' {
        Get-Failure { $c[0], $null, $c[1] | Should -BeBetterWithBatchNorm } | Should -Match 'A result is missing'
        Get-Failure { $c[0], $null | Should -Not -HaveSameResultAs $c[1] } | Should -Match 'A result is missing'
    }
}

Describe 'A number in quotes' {
    It 'is read as the cmdlets read it' {
        Get-Failure { $c | Should -BeBetterWithBatchNorm -By '0,9' } | Should -Match 'better by at least 0\.9:'
    }
}
