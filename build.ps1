#!/usr/bin/env pwsh
<#
.SYNOPSIS
Builds, tests and packs BatchNorm, for those who have pwsh. Plain 'dotnet build' and 'dotnet test' do the same for those who do not.
.PARAMETER Task
Build   the module, in bin/ beside BatchNorm.psd1
Test    the xunit projects
Pester  the Pester files, against the built module
Pack    the module as it is installed: artifacts/BatchNorm/<version>
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
    Invoke-Build
    $version = (Import-PowerShellDataFile "$root/BatchNorm.psd1").ModuleVersion
    $package = "$root/artifacts/BatchNorm/$version"
    if (Test-Path $package) { Remove-Item $package -Recurse }
    $null = New-Item $package -ItemType Directory
    Copy-Item "$root/BatchNorm.psd1", "$root/README.md", "$root/CHANGELOG.md", "$root/LICENSE" $package
    Copy-Item "$root/bin" $package -Recurse -Exclude *.pdb
    $null = Test-ModuleManifest "$package/BatchNorm.psd1"
    Get-Item $package
}

function Invoke-Clean {
    dotnet clean "$root/BatchNorm.sln" --verbosity quiet
    foreach ($folder in 'bin', 'artifacts') {
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
