# Runs the PowerShell blocks of a document in their order and in one scope, as a reader who types them does: in full, which makes the
# document's figures anew, or shrunk to a moment, which is how the tests see that every command still works. The first error ends it.
# The module has to be imported. Uses only what the PowerShell engine itself has, so that it runs on machines without pwsh.
param(
    # The document: Markdown with fenced blocks that begin with ```powershell.
    [Parameter(Mandatory)]
    [string] $Path,

    # Where the commands run, and what they write goes.
    [Parameter(Mandatory)]
    [string] $Folder,

    # Replaces the numbers of batches, of steps between samples and of seeds that stand in the blocks by small ones.
    [switch] $Shrink,

    # Defaults of parameters, such as '*:Dataset', for all commands; they win over what comes through the pipeline.
    [hashtable] $Default = @{}
)

$ErrorActionPreference = 'Stop'
$PSDefaultParameterValues = [System.Management.Automation.DefaultParameterDictionary] $Default
$document = $ExecutionContext.SessionState.Path.GetUnresolvedProviderPathFromPSPath($Path)
$text = [System.IO.File]::ReadAllText($document)
$root = [System.IO.Path]::GetDirectoryName([System.IO.Path]::GetDirectoryName($PSCommandPath))

$ExecutionContext.SessionState.Path.PushCurrentLocation('Invoke-Document')
try {
    $null = $ExecutionContext.SessionState.Path.SetLocation($Folder)
    foreach ($block in [regex]::Matches($text, '(?ms)^```powershell\r?\n(?<code>.*?)^```')) {
        $code = $block.Groups['code'].Value -replace '(?<=Import-Module )\./BatchNorm\.psd1', "'$root/BatchNorm.psd1'"
        if ($code -match "^It '") {
            continue # a Pester test: shown here, and run where it stands
        }

        if ($Shrink) {
            $code = $code -replace '(?<=-TrainingBatches )\d+', '20' -replace '(?<=-BatchesPerSample )\d+', '10' -replace '\(1\.\.\d+\)', '(1..2)'
        }

        try {
            . ([scriptblock]::Create($code))
        }
        catch {
            $line = $text.Substring(0, $block.Index).Split("`n").Count
            throw "The block at line $line of $document failed. $_`n$code"
        }
    }
}
finally {
    $null = $ExecutionContext.SessionState.Path.PopLocation('Invoke-Document')
}
