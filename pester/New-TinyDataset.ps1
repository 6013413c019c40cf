# Writes a small made dataset in MNIST's four files: 600 images to train on and 240 to test with, each with the rows of its digit bright and
# a few spots elsewhere. Quick to train on, and on no network.
param([Parameter(Mandatory)] [string] $Path)

$ErrorActionPreference = 'Stop'
$size = 28 * 28
$folder = (New-Item $Path -ItemType Directory -Force).FullName

function Get-Header([int[]] $Numbers) {
    foreach ($number in $Numbers) { ($number -shr 24), ($number -shr 16), ($number -shr 8), $number | ForEach-Object { [byte] ($_ -band 255) } }
}

foreach ($set in @{ Name = 'train'; Count = 600 }, @{ Name = 't10k'; Count = 240 }) {
    $random = [random]::new($set.Count) # seeded: the algorithm never changes
    $labels = [byte[]]::new($set.Count)
    $pixels = [byte[]]::new($set.Count * $size)
    for ($i = 0; $i -lt $set.Count; $i++) {
        $labels[$i] = $random.Next(10)
        [array]::Fill($pixels, [byte] 255, $i * $size + $labels[$i] * 2 * 28, 3 * 28)
        foreach ($spot in 1..40) { $pixels[$i * $size + $random.Next($size)] = $random.Next(256) }
    }

    [IO.File]::WriteAllBytes("$folder/$($set.Name)-images-idx3-ubyte", [byte[]] (Get-Header 0x803, $set.Count, 28, 28) + $pixels)
    [IO.File]::WriteAllBytes("$folder/$($set.Name)-labels-idx1-ubyte", [byte[]] (Get-Header 0x801, $set.Count) + $labels)
}
