# A sweep as a user has it: made, worked on, interrupted, looked at, merged.

BeforeAll {
    Import-Module "$PSScriptRoot/../BatchNorm.psd1" -Force # for its assertions, which need Pester
    & "$PSScriptRoot/New-TinyDataset.ps1" "$TestDrive/tiny"
    $grid = @{ DatasetPath = "$TestDrive/tiny"; HiddenLayer = 20; LearningRate = 0.1, 0.5; Seed = 1..3; TrainingBatches = 40; BatchesPerSample = 20 }
}

Describe 'A sweep' {
    BeforeAll {
        $made = New-BatchNormSweep -Path "$TestDrive/rates" @grid
        $quiet = Compare-BatchNorm @grid
    }

    It 'is a folder with everything that is to be done' {
        $made.Cells | Should -Be 6
        $made.Waiting | Should -Be 6
        "$TestDrive/rates/sweep.json" | Should -Exist
    }

    It 'is trained by workers in the background, which are processes of their own' {
        Start-BatchNormSweep "$TestDrive/rates" -WorkerCount 2 -CpuPerWorker 1 | Out-Null
        $received = Receive-BatchNormSweep "$TestDrive/rates" -Wait
        $received | Should -HaveSameResultAs $quiet
        (Get-BatchNormSweep "$TestDrive/rates").HasEnded | Should -BeTrue
    }

    It 'gives the same comparisons again, to whatever takes comparisons' {
        Receive-BatchNormSweep "$TestDrive/rates" | Measure-BatchNorm | Should -HaveCount 2
        Receive-BatchNormSweep "$TestDrive/rates" | Where-Object LearningRate -EQ 0.5 | Should -HaveCount 3
    }

    It 'gets the cells that it lacks, and trains those alone' {
        $before = Get-ChildItem "$TestDrive/rates/runs" | Select-Object Name, LastWriteTimeUtc
        $more = $grid.Clone()
        $more.Seed = 1..4
        (New-BatchNormSweep -Path "$TestDrive/rates" @more).Waiting | Should -Be 2
        (Invoke-BatchNormSweep "$TestDrive/rates").Done | Should -Be 8
        $after = Get-ChildItem "$TestDrive/rates/runs" | Where-Object Name -In $before.Name | Select-Object Name, LastWriteTimeUtc
        "$after" | Should -Be "$before"
    }

    It 'is merged with another by copying files' {
        $other = @{} + $grid
        $other.Seed = 9
        New-BatchNormSweep -Path "$TestDrive/other" @other | Invoke-BatchNormSweep | Out-Null
        Copy-Item "$TestDrive/other/cells/*" "$TestDrive/rates/cells"
        Copy-Item "$TestDrive/other/runs/*" "$TestDrive/rates/runs"
        (Get-BatchNormSweep "$TestDrive/rates").Done | Should -Be 10
    }
}

Describe 'Compare-BatchNorm -SweepPath' {
    It 'goes on where it was broken off, and gives what an undisturbed command gives' {
        $quiet = Compare-BatchNorm @grid
        Compare-BatchNorm @grid -SweepPath "$TestDrive/kept" | Select-Object -First 2 | Should -HaveCount 2
        (Get-BatchNormSweep "$TestDrive/kept").Cells | Should -Be 6
        Compare-BatchNorm @grid -SweepPath "$TestDrive/kept" | Should -HaveSameResultAs $quiet
    }
}

Describe 'A sweep that is half done' {
    BeforeAll {
        $few = @{} + $grid
        $few.Seed = 1
        New-BatchNormSweep -Path "$TestDrive/half" @few | Invoke-BatchNormSweep | Out-Null
        New-BatchNormSweep -Path "$TestDrive/half" @grid | Out-Null
    }

    It 'makes a report that says so' {
        Get-BatchNormSweep "$TestDrive/half" | Export-BatchNormReport "$TestDrive/half.html" -WarningVariable told 3> $null
        "$TestDrive/half.html" | Should -FileContentMatch '2 of 6 comparisons are done'
        $told -match '2 of 6 comparisons are done' | Should -Not -BeNullOrEmpty
    }

    It 'tells of each cell how it stands' {
        (Get-BatchNormSweep "$TestDrive/half" -Cell | Group-Object State -AsHashTable -AsString).Waiting | Should -HaveCount 4
    }

    It 'is stopped and started again' {
        (Stop-BatchNormSweep "$TestDrive/half").IsStopped | Should -BeTrue
        Invoke-BatchNormSweep "$TestDrive/half" 3> $null | ForEach-Object Done | Should -Be 2
        (Start-BatchNormSweep "$TestDrive/half" -Wait).Done | Should -Be 6
    }
}

Describe 'A path' {
    It 'that is no sweep is an error with a name' {
        { Get-BatchNormSweep $TestDrive -ErrorAction Stop } | Should -Throw -ErrorId 'NotASweep*'
    }

    It 'is completed as it is taken, brackets and all: <Typed>' -ForEach @(
        @{ Typed = 'Get-BatchNormSweep {0}/grid' }
        @{ Typed = 'Get-BatchNormSweep {0}/grid[' }
        @{ Typed = 'New-BatchNormSweep -Path {0}/grid`[' }
        @{ Typed = 'Compare-BatchNorm -SweepPath {0}/grid[1' }
        @{ Typed = 'Export-TensorBoardLog {0}/grid' }
    ) {
        $null = New-Item -ItemType Directory "$TestDrive/grid[1]" -Force
        Set-Content "$TestDrive/grid.txt" 'no folder'
        $line = $Typed -f $TestDrive
        (TabExpansion2 $line $line.Length).CompletionMatches.CompletionText | Should -Be "'$TestDrive/grid[1]'"
    }
}
