using System.Reflection;
using System.Runtime.InteropServices;
using TorchSharp;

namespace BatchNorm.Engines.Torch;

public sealed class TorchLibraryTests
{
    [Fact]
    public void Tensors_can_be_computed_with_once_it_is_loaded()
    {
        LoadOrSkip();

        using torch.Tensor left = torch.tensor(new[,] { { 1f, 2f }, { 3f, 4f } });
        using torch.Tensor right = torch.tensor(new[,] { { 5f }, { 6f } });
        using torch.Tensor product = torch.matmul(left, right);

        Assert.Equal([17f, 39f], product.data<float>().ToArray());
    }

    [Fact]
    public void Threads_that_come_to_libtorch_for_the_first_time_get_no_helpers()
    {
        LoadOrSkip();

        Assert.Equal(1, OnNewThread(torch.get_num_threads));
    }

    [Fact]
    public void A_thread_that_had_helpers_gives_them_up()
    {
        LoadOrSkip();

        int threads = OnNewThread(() =>
        {
            torch.set_num_threads(2);
            TorchLibrary.UseOneThread();
            return torch.get_num_threads();
        });

        Assert.Equal(1, threads);
    }

    [Fact]
    public void A_folder_without_the_libraries_is_an_error_that_names_the_file_and_the_way_out()
    {
        string folder = Path.Combine(Path.GetTempPath(), "no-torch-" + Guid.NewGuid());

        var error = Assert.Throws<TorchUnavailableException>(() => TorchLibrary.LoadFrom(folder));

        Assert.Contains(folder, error.Message, StringComparison.Ordinal);
        Assert.Contains("no such file", error.Message, StringComparison.Ordinal);
        Assert.Contains("the Simd engine", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_the_system_cannot_load_is_an_error_with_the_loaders_own_words()
    {
        string folder = Directory.CreateTempSubdirectory("broken-torch-").FullName;
        try
        {
            foreach (string name in TorchLibrary.FileNames)
                File.WriteAllText(Path.Combine(folder, name), "not a library");

            var error = Assert.Throws<TorchUnavailableException>(() => TorchLibrary.LoadFrom(folder));

            Assert.NotNull(error.InnerException);
            Assert.Contains(error.InnerException.Message.Trim().TrimEnd('.'), error.Message, StringComparison.Ordinal);
            Assert.Contains(Path.Combine(folder, TorchLibrary.FileNames[0]), error.Message, StringComparison.Ordinal);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void Warnings_stay_off_the_screen()
    {
        LoadOrSkip();
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows does not show the name of libtorch's switch.");
        nint binding = NativeLibrary.Load(Path.Combine(TorchLibrary.Folder, TorchLibrary.FileNames[^1]));

        Assert.Equal(TorchLibrary.ErrorsOnly, Marshal.ReadInt32(NativeLibrary.GetExport(binding, TorchLibrary.LogLevel)));
    }

    [Fact]
    public void A_project_that_uses_it_carries_no_copy_of_the_libraries()
    {
        string[] copies = [.. Directory.EnumerateFiles(AppContext.BaseDirectory, "*", SearchOption.AllDirectories)
            .Select(path => Path.GetFileName(path))
            .Where(name => name.Contains("torch", StringComparison.OrdinalIgnoreCase) || name.Contains("c10"))];

        Assert.Equal(["TorchSharp.CHANGES.txt", "TorchSharp.LICENSE.txt", "TorchSharp.dll"], copies.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void TorchSharp_is_the_one_that_keeps_its_arguments_alive() => Assert.Contains(
        typeof(TorchSharp.Scalar).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>(), mark => mark.Key == "BatchNorm.KeepAlive");

    [Fact]
    public void The_module_has_it_too_with_its_licence_and_a_note_of_what_was_changed()
    {
        string module = Path.GetFullPath(Path.Combine(TorchLibrary.Folder, ".."));
        Assert.SkipUnless(File.Exists(Path.Combine(module, "BatchNorm.PowerShell.dll")), "The module is not built.");

        Assert.Equal(
            File.ReadAllBytes(typeof(TorchSharp.Scalar).Assembly.Location), File.ReadAllBytes(Path.Combine(module, "TorchSharp.dll")));
        Assert.Contains("MIT License", File.ReadAllText(Path.Combine(module, "TorchSharp.LICENSE.txt")), StringComparison.Ordinal);
        Assert.Contains("GC.KeepAlive", File.ReadAllText(Path.Combine(module, "TorchSharp.CHANGES.txt")), StringComparison.Ordinal);
    }

    /// <summary>On Linux it has to load; elsewhere TorchSharp itself may not (dotnet/TorchSharp #1567).</summary>
    private static void LoadOrSkip()
    {
        if (OperatingSystem.IsLinux() && RuntimeInformation.ProcessArchitecture == Architecture.X64)
            TorchLibrary.Load();
        else
            Assert.SkipUnless(TorchLibrary.TryLoad(out string reason), reason);
    }

    private static T OnNewThread<T>(Func<T> compute)
    {
        T? result = default;
        Exception? error = null;
        var thread = new Thread(() => error = Record.Exception(() => result = compute()));
        thread.Start();
        thread.Join();
        Assert.Null(error);
        return result!;
    }
}
