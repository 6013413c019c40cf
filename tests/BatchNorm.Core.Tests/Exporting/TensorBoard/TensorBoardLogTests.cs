using BatchNorm.Files;
using BatchNorm.Training;

namespace BatchNorm.Exporting.TensorBoard;

public sealed class TensorBoardLogTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Running => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_file_begins_with_the_version_of_the_format()
    {
        IReadOnlyList<EventReader.Fields> events = Events(ExportedRuns.Run());

        Assert.Equal("brain.Event:2", events[0].Text(3));
        Assert.All(events.Skip(1), one => Assert.False(one.Has(3)));
    }

    [Fact]
    public void Samples_are_scalars_at_their_steps_and_times_and_the_final_numbers_stand_at_the_last_step()
    {
        IReadOnlyList<EventReader.Fields> events = Events(ExportedRuns.Run());

        Assert.Equal(
            [(0, 0.5, 0.25f), (50, 1, 0.5f), (100, 1.5, 0.75f), (149, 2.5, 0.9375f)], EventReader.Scalars(events, RunEvents.ValidationAccuracy));
        Assert.Equal([(0, 0.5, 2f), (50, 1, 1f), (100, 1.5, 2f / 3)], EventReader.Scalars(events, RunEvents.ValidationLoss));
        Assert.Equal([(149, 2.5, 0.8125f)], EventReader.Scalars(events, RunEvents.TestAccuracy));
        Assert.Empty(EventReader.Scalars(events, RunEvents.IndividualAccuracy));
    }

    [Fact]
    public void Training_accuracies_and_traces_are_scalars_too()
    {
        IReadOnlyList<EventReader.Fields> events = Events(ExportedRuns.Traced());

        Assert.Equal(
            [(0, 0.5, 0.375f), (50, 1, 0.625f), (100, 1.5, 0.875f), (149, 2.5, 0.96875f)], EventReader.Scalars(events, RunEvents.TrainingAccuracy));
        Assert.Equal([(0, 0.5, 4f), (50, 1, float.NaN)], EventReader.Scalars(events, "GradientNorm/layer1"));
        Assert.Equal([(0, 0.5, 2f)], EventReader.Scalars(events, "GradientNorm/layer2"));
        Assert.Equal([(0, 0.5, -1f)], EventReader.Scalars(events, "ActivationPercentile15/layer1"));
        Assert.Equal([(50, 1, float.PositiveInfinity)], EventReader.Scalars(events, "LandscapeGreatestLoss/network"));
        Assert.Empty(EventReader.Scalars(Events(ExportedRuns.Run()), RunEvents.TrainingAccuracy));
    }

    [Fact]
    public void Traces_are_told_as_everywhere_among_the_hyperparameters()
    {
        TrainingRun run = ExportedRuns.Run() with { Trace = Settings.TraceKinds.Gradient | Settings.TraceKinds.DeadUnits };

        EventReader.Fields start = EventReader.Plugin(Events(run), "_hparams_/session_start_info").Messages(3).Single();

        Assert.Equal("Gradient,DeadUnits", start.Messages(1).Single(entry => entry.Text(1) == "Trace").Messages(2).Single().Text(3));
    }

    [Fact]
    public void A_sample_at_the_last_step_is_not_written_again()
    {
        TrainingRun run = ExportedRuns.Run() with { TrainingBatches = 101, IndividualAccuracy = 0.5 };

        IReadOnlyList<EventReader.Fields> events = Events(run);

        Assert.Equal([0, 50, 100], EventReader.Scalars(events, RunEvents.ValidationAccuracy).Select(scalar => scalar.Step));
        Assert.Equal([(100, 2.5, 0.5f)], EventReader.Scalars(events, RunEvents.IndividualAccuracy));
    }

    [Fact]
    public void Settings_are_hyperparameters_in_their_own_types_and_what_a_run_does_not_have_is_none()
    {
        EventReader.Fields start = EventReader.Plugin(Events(ExportedRuns.Run(batchNorm: false)), "_hparams_/session_start_info").Messages(3).Single();

        Dictionary<string, EventReader.Fields> settings = start.Messages(1).ToDictionary(entry => entry.Text(1), entry => entry.Messages(2).Single());
        Assert.Equal(0.01, settings["LearningRate"].Double(2));
        Assert.Equal(1, settings["Seed"].Double(2));
        Assert.Equal("ReLU", settings["Activation"].Text(3));
        Assert.Equal("100,100,100", settings["HiddenLayer"].Text(3));
        Assert.True(settings["UseBatchNorm"].Has(4));
        Assert.Equal(0, settings["UseBatchNorm"].Whole(4));
        Assert.False(settings.ContainsKey("Epsilon"));
        Assert.False(settings.ContainsKey("Name"));
    }

    [Theory]
    [InlineData(false, 1)]
    [InlineData(true, 2)]
    public void A_run_that_diverged_has_failed_and_any_other_succeeded(bool diverged, long status)
    {
        EventReader.Fields end = EventReader.Plugin(Events(ExportedRuns.Run() with { Diverged = diverged }), "_hparams_/session_end_info").Messages(4).Single();

        Assert.Equal(status, end.Whole(1));
        Assert.Equal(2.5, end.Double(2));
    }

    [Fact]
    public void The_experiment_tells_every_setting_with_its_values_and_whether_they_differ()
    {
        TensorBoardLog.Of(ExportedRun.Of([ExportedRuns.Comparison(1), ExportedRuns.Comparison(7)], [])).Save(_folder.Path, overwrite: false, Running);

        EventReader.Fields experiment = EventReader.Plugin(EventReader.Read(_folder.At(EventFile.Name)), "_hparams_/experiment").Messages(2).Single();

        Dictionary<string, EventReader.Fields> settings = experiment.Messages(4).ToDictionary(info => info.Text(1));
        EventReader.Fields seeds = settings["Seed"].Messages(6).Single();
        Assert.Equal((1, 7), (seeds.Double(1), seeds.Double(2)));
        Assert.Equal((3, 1), (settings["Seed"].Whole(4), settings["Seed"].Whole(7)));
        Assert.Equal((1, 0), (settings["Activation"].Whole(4), settings["Activation"].Whole(7)));
        Assert.Equal(["ReLU"], settings["Activation"].Messages(5).Single().Messages(1).Select(value => value.Text(3)));
        Assert.Equal([0, 1], settings["UseBatchNorm"].Messages(5).Single().Messages(1).Select(value => value.Whole(4)));
        Assert.Equal("Learning rate", settings["LearningRate"].Text(2));
        Assert.False(settings.ContainsKey("KernelSize"));
        Assert.Equal(
            [RunEvents.TestAccuracy, RunEvents.ValidationAccuracy, RunEvents.ValidationLoss],
            experiment.Messages(5).Select(metric => metric.Messages(1).Single().Text(2)));
    }

    [Fact]
    public void Both_sides_of_every_comparison_and_every_run_have_a_folder()
    {
        var log = TensorBoardLog.Of(ExportedRun.Of([ExportedRuns.Comparison(1), ExportedRuns.Comparison(2, "In5")], [ExportedRuns.Run(seed: 3)]));

        log.Save(_folder.Path, overwrite: false, Running);

        Assert.Equal(5, log.Runs.Count);
        Assert.Equal(log.Runs.Order(StringComparer.Ordinal), Directory.GetDirectories(_folder.Path).Select(Path.GetFileName).Order(StringComparer.Ordinal)!);
        Assert.Equal(log.Files(_folder.Path).Order(StringComparer.Ordinal), Directory.GetFiles(_folder.Path, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Exporting_again_writes_the_same_bytes_into_the_same_files()
    {
        TensorBoardLog.Of(ExportedRuns.Of(ExportedRuns.Run(seed: 1), ExportedRuns.Run(seed: 2))).Save(_folder.Path, overwrite: true, Running);
        Dictionary<string, byte[]> first = Contents();

        TensorBoardLog.Of(ExportedRuns.Of(ExportedRuns.Run(seed: 1), ExportedRuns.Run(seed: 2))).Save(_folder.Path, overwrite: true, Running);

        Assert.Equal(first, Contents());
    }

    [Fact]
    public void A_run_has_the_same_folder_whatever_it_is_exported_with()
    {
        string alone = TensorBoardLog.Of(ExportedRuns.Of(ExportedRuns.Run(seed: 2))).Runs.Single();

        Assert.Contains(alone, TensorBoardLog.Of(ExportedRuns.Of(ExportedRuns.Run(seed: 1), ExportedRuns.Run(seed: 2), ExportedRuns.Recurrent())).Runs);
    }

    [Fact]
    public void The_same_run_twice_is_written_once_and_counted()
    {
        var log = TensorBoardLog.Of(ExportedRuns.Of(ExportedRuns.Run(), ExportedRuns.Run(), ExportedRuns.Run(seed: 2)));

        Assert.Equal((2, 1), (log.Runs.Count, log.Repeated));
    }

    [Fact]
    public void Runs_of_equal_names_and_settings_that_nothing_proves_the_same_are_numbered()
    {
        TrainingRun run = ExportedRuns.Run() with { FinalParametersHash = "" };

        var log = TensorBoardLog.Of(ExportedRuns.Of(run, run with { TestAccuracy = 0.1 }, run));

        Assert.Equal((3, 0), (log.Runs.Count, log.Repeated));
        Assert.Equal([log.Runs.First(), $"{log.Runs.First()} 2", $"{log.Runs.First()} 3"], log.Runs);
    }

    [Fact]
    public void An_existing_file_that_must_not_be_replaced_stops_the_export_before_anything_is_written()
    {
        TensorBoardLog.Of(ExportedRuns.Of(ExportedRuns.Run(seed: 2))).Save(_folder.Path, overwrite: true, Running);
        File.Delete(_folder.At(EventFile.Name));
        Dictionary<string, byte[]> before = Contents();

        Assert.Throws<FileExistsException>(
            () => TensorBoardLog.Of(ExportedRuns.Of(ExportedRuns.Run(seed: 1), ExportedRuns.Run(seed: 2))).Save(_folder.Path, overwrite: false, Running));

        Assert.Equal(before, Contents());
    }

    [Fact]
    public void Runs_of_earlier_exports_stay_and_are_told()
    {
        TensorBoardLog.Of(ExportedRuns.Of(ExportedRuns.Run(seed: 1))).Save(_folder.Path, overwrite: true, Running);
        Directory.CreateDirectory(_folder.At("something else"));
        var second = TensorBoardLog.Of(ExportedRuns.Of(ExportedRuns.Run(seed: 2)));

        second.Save(_folder.Path, overwrite: true, Running);

        Assert.Equal(TensorBoardLog.Of(ExportedRuns.Of(ExportedRuns.Run(seed: 1))).Runs, second.Others(_folder.Path));
    }

    [Fact]
    public void A_run_without_samples_and_with_numbers_that_are_none_is_written()
    {
        TrainingRun run = ExportedRuns.Run(samples: 0) with { TrainingBatches = 10, ValidationAccuracy = double.NaN, TestAccuracy = double.PositiveInfinity };

        IReadOnlyList<EventReader.Fields> events = Events(run);

        Assert.Equal([(9, 2.5, float.NaN)], EventReader.Scalars(events, RunEvents.ValidationAccuracy));
        Assert.Equal(float.PositiveInfinity, EventReader.Scalars(events, RunEvents.TestAccuracy).Single().Value);
    }

    [Fact]
    public void Cancelling_leaves_no_half_written_file()
    {
        using var stop = new CancellationTokenSource();
        stop.Cancel();

        Assert.Throws<OperationCanceledException>(() => TensorBoardLog.Of(ExportedRuns.Of(ExportedRuns.Run())).Save(_folder.Path, overwrite: true, stop.Token));

        Assert.Empty(Directory.GetFiles(_folder.Path, "*", SearchOption.AllDirectories));
    }

    private IReadOnlyList<EventReader.Fields> Events(TrainingRun run)
    {
        var log = TensorBoardLog.Of(ExportedRuns.Of(run));
        log.Save(_folder.Path, overwrite: true, Running);
        return EventReader.Read(Path.Combine(_folder.Path, log.Runs.Single(), EventFile.Name));
    }

    private Dictionary<string, byte[]> Contents() =>
        Directory.GetFiles(_folder.Path, "*", SearchOption.AllDirectories).ToDictionary(path => path, File.ReadAllBytes);
}
