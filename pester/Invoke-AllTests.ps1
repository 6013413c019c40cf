#!/usr/bin/env pwsh
# Runs all Pester files of a folder against the built module, ends with a line of totals and exits with the number of failures.
# 'dotnet test' does the same with a Pester of its own (tests/BatchNorm.Pester.Tests).
param(
    [string] $Path = $PSScriptRoot,

    # Pester's module: its name, or the path of its manifest.
    [string] $Pester = 'Pester',

    # A file for what became of each test, as JSON.
    [string] $Result
)

$ErrorActionPreference = 'Stop'
Import-Module $Pester

# Given a folder that does not exist, Pester looks through everything above it.
$files = @(Get-ChildItem -LiteralPath $Path -Filter *.Tests.ps1)
if (-not $files) {
    throw "There is no Pester file in '$Path'. Give the folder where the files *.Tests.ps1 are."
}

$run = Invoke-Pester -Configuration @{
    Run    = @{ Path = $files.FullName; PassThru = $true }
    Output = @{ Verbosity = $Result ? 'None' : 'Normal' }
}

function Get-Outcome($Container, [string] $Name, [string] $Outcome, $Errors, $Output) {
    [pscustomobject]@{
        Name    = "$($Container.Item.Name): $Name"
        Outcome = $Outcome
        Message = switch ($Outcome) {
            'Skipped' { $Errors ? $Errors[0].Exception.Message : 'is marked with -Skip' }
            default { @(foreach ($record in $Errors) { $record.DisplayErrorMessage; $record.DisplayStackTrace }) -join "`n" }
        }
        Output  = @($Output) -join "`n"
    }
}

# Beside the tests: what cannot be read has none, a block may fail behind tests that passed, and a file without a test proves nothing.
$outcomes = @(
    foreach ($container in $run.Containers) {
        if ($container.ErrorRecord) {
            Get-Outcome $container 'cannot be run' Failed $container.ErrorRecord
        }
        elseif ($container.TotalCount -eq 0) {
            Get-Outcome $container 'has no test' Failed
        }
    }
    foreach ($block in $run.FailedBlocks) {
        Get-Outcome $block.BlockContainer "$($block.ExpandedPath), before or behind its tests" Failed $block.ErrorRecord $block.StandardOutput
    }
    foreach ($test in $run.Tests) {
        Get-Outcome $test.Block.BlockContainer $test.ExpandedPath $test.Result $test.ErrorRecord $test.StandardOutput
    }
)
if ($Result) {
    ConvertTo-Json $outcomes | Set-Content -LiteralPath $Result
}

$passed = @($outcomes | Where-Object Outcome -EQ Passed).Count
$skipped = @($outcomes | Where-Object Outcome -EQ Skipped).Count
$failed = $outcomes.Count - $passed - $skipped
"Pester: $passed passed, $failed failed, $skipped skipped"
exit $failed
