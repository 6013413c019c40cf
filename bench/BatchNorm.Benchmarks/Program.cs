using BatchNorm.Benchmarks;
using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Filters;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using Perfolizer.Horology;

// In this very process, so that the images are read once. The minimum is shown because what else a machine does only ever adds.
var job = Job.Default
    .WithToolchain(InProcessEmitToolchain.Instance)
    .WithIterationTime(TimeInterval.FromMilliseconds(100))
    .WithMaxIterationCount(40)
    .AsDefault();
ManualConfig config = DefaultConfig.Instance.AddJob(job).AddColumn(StatisticColumn.Min);
if (BenchmarkData.Folder is null)
{
    Console.Error.WriteLine($"Left out: {nameof(DataBenchmarks.ReadMnist)}, because BATCHNORM_DATA names no folder with MNIST; the others use the synthetic digits.");
    config.AddFilter(new SimpleFilter(benchmark => benchmark.Descriptor.WorkloadMethod.Name != nameof(DataBenchmarks.ReadMnist)));
}

Summary[] summaries = [.. BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args, config)];
return summaries.Any(summary => summary.HasCriticalValidationErrors || summary.Reports.Any(report => !report.Success)) ? 1 : 0;
