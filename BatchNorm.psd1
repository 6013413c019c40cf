@{
    ModuleVersion        = '0.2.0'
    GUID                 = '6f3f4f0e-6a0f-4d53-9a7b-6f0c3a6d2b51'
    Author               = 'The BatchNorm authors'
    CompanyName          = 'The BatchNorm authors'
    Copyright            = '(c) 2026 The BatchNorm authors. MIT License.'
    Description          = 'Trains small neural networks with and without batch normalization, and shows in objects, numbers and pictures what it does.'
    PowerShellVersion    = '7.6'
    CompatiblePSEditions = @('Core')

    # The first prepares a load context for what the second depends on: see src/BatchNorm.Init.
    NestedModules        = @('bin/BatchNorm.Init.dll', 'bin/lib/BatchNorm.PowerShell.dll', 'bin/BatchNorm.Assertions.psm1')
    TypesToProcess       = @('bin/BatchNorm.Types.ps1xml')
    FormatsToProcess     = @('bin/BatchNorm.Format.ps1xml')

    CmdletsToExport      = @(
        'Compare-BatchNorm'
        'Compare-RunGroup'
        'Export-AccuracyPlot'
        'Export-ActivationPlot'
        'Export-BatchNormReport'
        'Export-LessonClaimPlot'
        'Export-NeuralNet'
        'Export-PairPlot'
        'Export-RunTable'
        'Export-SweepPlot'
        'Export-TensorBoardLog'
        'Get-BatchNormSweep'
        'Get-LessonExperiment'
        'Import-NeuralNet'
        'Invoke-BatchNormSweep'
        'Invoke-Training'
        'Measure-BatchNorm'
        'Measure-LessonClaim'
        'New-BatchNormSweep'
        'New-InitialWeight'
        'New-NeuralNet'
        'Receive-BatchNormSweep'
        'Save-Dataset'
        'Select-BestRun'
        'Start-BatchNormSweep'
        'Stop-BatchNormSweep'
        'Test-BatchNormClaim'
        'Test-Network'
        'Update-PopulationStatistic'
    )
    FunctionsToExport    = @()
    VariablesToExport    = @()
    AliasesToExport      = @('Save-MnistDataset')

    PrivateData          = @{
        PSData = @{
            Tags         = @('BatchNormalization', 'NeuralNetwork', 'DeepLearning', 'MNIST', 'Education', 'PSEdition_Core', 'Windows', 'Linux', 'MacOS')
            LicenseUri   = 'https://opensource.org/license/mit'
            # ProjectUri = '{ProjectUri}'
            ReleaseNotes = 'The first release: CHANGELOG.md in the module''s folder says what it has. The Torch engine comes with the module BatchNorm.Torch of the same version.'
        }
    }
}
