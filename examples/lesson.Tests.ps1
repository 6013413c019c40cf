# Three claims of the lesson, kept true by Pester: Invoke-Pester examples/lesson.Tests.ps1
BeforeAll {
    Import-Module "$PSScriptRoot/../BatchNorm.psd1" -Force
    $relu = @{ Activation = 'ReLU'; LearningRate = 0.01; TrainingBatches = 1000; BatchesPerSample = 50 }
    $c = Compare-BatchNorm -Seed (1..3) @relu
}

Describe 'ReLU at a learning rate of 0.01' {
    It 'is better by 10 points with batch normalization' { $c | Should -BeBetterWithBatchNorm -By 0.1 }
    It 'reaches 90 % within 700 steps with it' { $c | Test-BatchNormClaim -Accuracy 0.9 -Steps 700 -Quiet | Should -BeTrue }
    It 'gives the same numbers every time' { Compare-BatchNorm -Seed 1 @relu | Should -HaveSameResultAs $c[0] }
}
