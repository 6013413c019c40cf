# Assertions for Pester, on top of Test-BatchNormClaim: Should -BeBetterWithBatchNorm and Should -HaveSameResultAs. They are registered where
# Pester is loaded when the module is imported; Import-Module -Force does it where the module was there before Pester.

function ConvertTo-Assertion($Claim, [bool] $Negate, [string] $Because) {
    $failure = $Negate ? "Expected the opposite: $($Claim.Sentence)" : $Claim.Sentence
    [pscustomobject] @{
        Succeeded      = $Claim.Passed -ne $Negate
        FailureMessage = $Because ? "$failure Because $($Because -replace '^\s*because\s+')." : $failure
    }
}

# Several groups of comparisons bear a claim out where each does; the first that does not is told.
function Select-TellingClaim($Claims) { ($Claims | Where-Object { -not $_.Passed } | Select-Object -First 1) ?? $Claims[0] }

# Should hands on an empty pipeline as $null, and Test-BatchNormClaim says what is wrong with it.
function Should-BeBetterWithBatchNorm {
    param($ActualValue, $By, $ConfidenceLevel, [switch] $Negate, [string] $Because)
    $given = @{}
    foreach ($name in 'By', 'ConfidenceLevel') {
        if ($PSBoundParameters.ContainsKey($name)) { $given[$name] = $PSBoundParameters[$name] } # read by the cmdlet, as it reads numbers
    }
    $claims = @($(if ($null -ne $ActualValue) { $ActualValue }) | Test-BatchNormClaim @given -ErrorAction Stop)
    ConvertTo-Assertion (Select-TellingClaim $claims) $Negate $Because
}

function Should-HaveSameResultAs {
    param($ActualValue, $Expected, [switch] $Negate, [string] $Because)
    ConvertTo-Assertion ($(if ($null -ne $ActualValue) { $ActualValue }) | Test-BatchNormClaim -SameAs $Expected -ErrorAction Stop) $Negate $Because
}

# Get-Command would look through all modules for Pester, and import it: that took longer than all else of this module's import.
if ((Get-Module Pester).ExportedCommands.Keys -contains 'Get-ShouldOperator') { # the Pester that Windows brings has none
    foreach ($name in 'BeBetterWithBatchNorm', 'HaveSameResultAs') {
        if (-not (Get-ShouldOperator | Where-Object Name -eq $name)) {
            Add-ShouldOperator -Name $name -InternalName "Should-$name" -Test (Get-Item "Function:Should-$name").ScriptBlock -SupportsArrayInput
        }
    }
}
