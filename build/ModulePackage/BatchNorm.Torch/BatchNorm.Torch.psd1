@{
    ModuleVersion        = '0.2.0'
    GUID                 = '2c3b5e14-819e-4b26-9c92-b32cf4359276'
    Author               = 'The BatchNorm authors'
    CompanyName          = 'The BatchNorm authors'
    Copyright            = '(c) 2026 The BatchNorm authors. MIT License. TorchSharp, libtorch and what is in them: see THIRD-PARTY-NOTICES.txt.'
    Description          = 'TorchSharp and libtorch (CPU, {TorchRuntime}) for the Torch engine of the module BatchNorm of the same version, which finds them where this is installed. It has no commands of its own and need not be imported.'
    PowerShellVersion    = '7.6'
    CompatiblePSEditions = @('Core')

    CmdletsToExport      = @()
    FunctionsToExport    = @()
    VariablesToExport    = @()
    AliasesToExport      = @()

    PrivateData          = @{
        PSData = @{
            Tags         = @('BatchNormalization', 'NeuralNetwork', 'libtorch', 'TorchSharp', 'PSEdition_Core', '{TorchSystem}')
            LicenseUri   = 'https://opensource.org/license/mit'
            # ProjectUri = '{ProjectUri}'
            ReleaseNotes = 'libtorch 2.10.0 and TorchSharp 0.107.0, the latter changed: lib/TorchSharp.CHANGES.txt says how.'
        }
    }
}
