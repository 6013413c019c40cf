#!/usr/bin/env pwsh
<#
.SYNOPSIS
Builds, tests and packs BatchNorm, for those who have pwsh. Plain 'dotnet build' and 'dotnet test' do the same for those who do not.
.PARAMETER Task
Build   the module, in bin/ beside BatchNorm.psd1
Test    the xunit projects
Pester  the Pester files, against the built module
Pack    the modules as they are installed and published: artifacts/BatchNorm/<version> and artifacts/BatchNorm.Torch/<version>
Clean   everything that was built
.EXAMPLE
./build.ps1 -Task Build, Test, Pester
#>
[CmdletBinding()]
param(
    [ValidateSet('Build', 'Test', 'Pester', 'Pack', 'Clean')]
    [string[]] $Task = 'Build'
)

$ErrorActionPreference = 'Stop'
$PSNativeCommandUseErrorActionPreference = $true
$root = $PSScriptRoot

function Invoke-Build { dotnet build "$root/BatchNorm.sln" }

function Invoke-Test {
    Push-Location $root
    try { dotnet test } finally { Pop-Location }
}

function Invoke-PesterTask { & ([Environment]::ProcessPath) -NoProfile -File "$root/pester/Invoke-AllTests.ps1" }

function Invoke-Pack {
    dotnet build "$root/build/ModulePackage" --target:PackModules
    $version = (Import-PowerShellDataFile "$root/BatchNorm.psd1").ModuleVersion
    foreach ($manifest in Get-Item "$root/artifacts/BatchNorm*/$version/BatchNorm*.psd1") {
        $null = Test-ModuleManifest $manifest
        $manifest.Directory
    }
}

function Invoke-Clean {
    dotnet clean "$root/BatchNorm.sln" --verbosity quiet
    foreach ($folder in 'bin', 'artifacts', 'en-US', 'docs/cmdlets') {
        if (Test-Path "$root/$folder") { Remove-Item "$root/$folder" -Recurse }
    }
}

foreach ($name in $Task) {
    switch ($name) {
        'Build' { Invoke-Build }
        'Test' { Invoke-Test }
        'Pester' { Invoke-PesterTask }
        'Pack' { Invoke-Pack }
        'Clean' { Invoke-Clean }
    }
}
