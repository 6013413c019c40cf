# Stands in for the module where the tests are about the shell.

function Get-Stub {
    [CmdletBinding()]
    param([ValidateSet('ReLU', 'Sigmoid')][string] $Activation = 'ReLU')

    [pscustomobject]@{ Activation = $Activation; Note = 'n' * 60; Source = 's' * 60 }
}

function Remove-Stub {
    [CmdletBinding(SupportsShouldProcess, ConfirmImpact = 'High')]
    param([Parameter(Mandatory)][string] $Name)

    if ($PSCmdlet.ShouldProcess($Name)) { "removed $Name" }
}
