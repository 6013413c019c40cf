@{
    RootModule        = 'BatchNorm.psm1'
    ModuleVersion     = '0.0.1'
    GUID              = '0d2b6cf0-6f0c-4f4e-9a0b-6f3a5a1d7c11'
    FunctionsToExport = @('Get-Stub', 'Remove-Stub')
    CmdletsToExport   = @()
    AliasesToExport   = @()
    VariablesToExport = @()
}
