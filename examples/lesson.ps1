# The whole lesson: its 18 comparisons and 2 demonstrations. Prints each, as soon as it and all before it are done, beside the test accuracies that the
# lesson printed, draws every comparison into a folder, and puts all of it together in a page there. All of it takes some minutes:
# -Name 'In5', or 'In1*', runs a part.
param(
    # The folder for the plots and the report; made where it does not exist.
    [string] $Path = "$PWD/lesson",

    # Experiments, with wildcards or without.
    [string[]] $Name = '*',

    # Repeats every experiment under each of these seeds; its own seed, the number of its cell, unless given.
    [int[]] $Seed,

    [ValidateSet('Auto', 'Simd', 'Torch')]
    [string] $Engine = 'Auto'
)

if (-not (Get-Command Compare-BatchNorm -ErrorAction Ignore)) {
    Import-Module "$PSScriptRoot/../BatchNorm.psd1"
}

$overrides = @{ Engine = $Engine }
if ($Seed) {
    $overrides.Seed = $Seed
}

$experiments = Get-LessonExperiment $Name
$experiments | Compare-BatchNorm @overrides -OutVariable comparisons

if ($comparisons) {
    $folder = [System.IO.Directory]::CreateDirectory($ExecutionContext.SessionState.Path.GetUnresolvedProviderPathFromPSPath($Path))

    # The demonstrations are about the end of a training: they have no course to draw.
    $drawn = @($experiments | Where-Object Groups -Contains Comparisons)
    foreach ($experiment in $drawn) {
        $comparisons | Where-Object Name -EQ $experiment.Name |
            Export-AccuracyPlot -Path "$folder/$($experiment.Name).svg" -Title "$($experiment.Name): validation accuracy during training"
    }

    $report = $comparisons | Export-BatchNormReport -Path "$folder/lesson.html" -Title 'The lesson on batch normalization' -PassThru
    "$($drawn.Count) plots are in $folder, and $($report.Name), the report with all of them."
}
