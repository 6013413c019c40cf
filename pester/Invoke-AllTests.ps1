#!/usr/bin/env pwsh
# Runs all Pester files against the built module and ends with a line of totals; exits with the number of failures.
#Requires -Modules Pester
param([string] $Path = $PSScriptRoot)

$result = Invoke-Pester -Path $Path -Output Normal -PassThru
"Pester: $($result.PassedCount) passed, $($result.FailedCount) failed, $($result.SkippedCount) skipped"
exit $result.FailedCount + $result.FailedContainersCount + $result.FailedBlocksCount
