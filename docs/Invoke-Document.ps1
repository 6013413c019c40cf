# Runs the PowerShell blocks of a document in their order and in one scope, as a reader who types them does: in full, which makes the
# document's figures anew, or shrunk to a moment, which is how the tests see that every command still works. The first error ends it.
# The module has to be imported.
#
# What a block prints is compared with what the document shows of it: the block without a language that follows it at once, if there is one.
# Every word and sign has to be the same, line by line, and in a line that ends with an ellipsis as far as it goes. Not compared are numbers, which
# depend on the processor and on how much was shrunk (whether the number of batches is told as an unusual one, too), and with them how wide the
# columns are, how many numbers stand side by side, and where a cell is empty; an interval counts as a number. Three dots as the last line stand for
# lines left out. A block marked as text is not compared: it stands where the very words depend on how much was trained, as whether a claim holds.
param(
    # The document: Markdown with fenced blocks that begin with ```powershell.
    [Parameter(Mandatory)]
    [string] $Path,

    # Where the commands run, and what they write goes.
    [Parameter(Mandatory)]
    [string] $Folder,

    # Replaces the numbers of batches, of images in one, of steps between samples and of seeds that stand in the blocks by small ones, and gives
    # networks that read pixel by pixel few units.
    [switch] $Shrink,

    # Defaults of parameters, such as '*:DatasetPath', for all commands; they win over what comes through the pipeline.
    [hashtable] $Default = @{},

    # What the data is called that the commands run on; the documents are about MNIST.
    [string] $DatasetName = 'Mnist'
)

$ErrorActionPreference = 'Stop'
$PSDefaultParameterValues = [System.Management.Automation.DefaultParameterDictionary] $Default
$document = Convert-Path -LiteralPath $Path
$text = Get-Content -LiteralPath $document -Raw
$root = Split-Path $PSScriptRoot

# What is compared of a text.
function Get-Words([string] $Printed) {
    $number = '(NaN|[-\u2212]?\d([\d.,:]*\d)?(E[-+]?\d+)?)'
    $lines = $Printed -split '\r?\n' -replace '\e\[[\d;]*m' -replace [regex]::Escape($DatasetName), 'Mnist' -replace '-{2,}', '-' `
        -replace "(?<!\w)$number( (\u00B1|to) $number)?(?!\w)", '#' -replace '#(\s+#)+', '#' -replace ', batches #(?=,|\s|$)' -replace '\s+', ' ' -replace '^ | $'
    $lines -ne '' -join "`n"
}

function Assert-Shown([string] $Shown, [string] $Printed) {
    $expected = @((Get-Words $Shown) -split "`n")
    $actual = @((Get-Words $Printed) -split "`n")
    if ($expected[-1] -eq '...') {
        $expected = @($expected | Select-Object -SkipLast 1)
        $actual = @($actual | Select-Object -First $expected.Count)
    }

    $same = $expected.Count -eq $actual.Count
    for ($i = 0; $same -and $i -lt $expected.Count; $i++) {
        $same = $expected[$i].EndsWith("`u{2026}", 'Ordinal') ? $actual[$i].StartsWith($expected[$i].TrimEnd("`u{2026}"), 'Ordinal') : $expected[$i] -ceq $actual[$i]
    }
    if (-not $same) {
        throw "The document shows`n$Shown`nand this was printed:`n$Printed"
    }
}

Push-Location $Folder -StackName Invoke-Document
try {
    foreach ($block in [regex]::Matches($text, '(?ms)^```powershell[ \t]*\r?\n(?<code>.*?)^```[ \t]*(\r?\n|\z)(```[ \t]*\r?\n(?<shown>.*?)^```)?')) {
        $code = $block.Groups['code'].Value -replace '(?<=Import-Module )\./BatchNorm\.psd1', "'$root/BatchNorm.psd1'"
        if ($code -match "^It '") {
            continue # a Pester test: shown here, and run where it stands
        }

        if ($Shrink) {
            $code = $code -replace '(?<=-TrainingBatches )\d+', '8' -replace '(?<=-BatchesPerSample )\d+', '2' `
                -replace '(?<=-BatchSize )\d+', '5' -replace '(?<=-PixelByPixel)', ' -HiddenLayer 10' `
                -replace '\(1\.\.\d+\)', '(1..2)' -replace '\b1\.\.40\b', '1..2'
        }

        try {
            . ([scriptblock]::Create($code)) | Tee-Object -Variable printed
            if ($block.Groups['shown'].Success) {
                Assert-Shown $block.Groups['shown'].Value ($printed | Out-String -Width 160)
            }
        }
        catch {
            $line = $text.Substring(0, $block.Index).Split("`n").Count
            throw "The block at line $line of $document failed. $_`n$code"
        }
    }
}
finally {
    Pop-Location -StackName Invoke-Document
}
