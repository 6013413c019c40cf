using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;
using System.Runtime.Loader;
using TorchSharp;

namespace BatchNorm.Engines.Torch;

/// <summary>
/// Loads libtorch and TorchSharp's binding to it, once a process and on first use. Nothing of TorchSharp may be touched before
/// <see cref="Load"/> has returned: left to itself, TorchSharp copies files about and prints to the console when it fails.
/// </summary>
public static class TorchLibrary
{
    /// <summary>The name of the runtime option (<see cref="AppContext.GetData"/>) that says where the libraries are.</summary>
    public const string FolderOption = "BatchNorm.TorchFolder";

    /// <summary>The number in libtorch's memory below which nothing is printed: 0 information, 1 warnings, 2 errors.</summary>
    internal const string LogLevel = "FLAGS_caffe2_log_level";

    internal const int ErrorsOnly = 2;

    private const string Managed = "TorchSharp";
    private const string Binding = "LibTorchSharp";

    private static readonly Lock Gate = new();
    private static volatile bool _loaded;

    /// <summary>Where the libraries are: the folder of the runtime option, else "torch" beside TorchSharp.</summary>
    /// <exception cref="TorchMissingException">TorchSharp is not installed.</exception>
    public static string Folder => FolderFor(FindTorchSharp());

    /// <summary>
    /// TorchSharp's version, which each goes with one of libtorch, and the widest instructions of the processor that libtorch has kernels for: it chooses
    /// among them when it is loaded, and they differ in the last bits.
    /// </summary>
    /// <exception cref="TorchMissingException">TorchSharp is not installed.</exception>
    public static string Version =>
        $"{Managed} {FindTorchSharp().GetName().Version} {(Avx512F.IsSupported ? "AVX-512" : Avx2.IsSupported ? "AVX2" : "without AVX2")}";

    /// <summary>What to load, in this order: what a library links to comes before it.</summary>
    /// <remarks>
    /// On Linux every library finds the others in its own folder ($ORIGIN); the order makes the error name the one at fault. On
    /// macOS libtorch looks for OpenMP in Homebrew's folder unless it is loaded already, and the binding alone knows the folder.
    /// </remarks>
    internal static string[] FileNames =>
        OperatingSystem.IsWindows() ? ["c10.dll", "libiomp5md.dll", "torch_cpu.dll", Binding + ".dll"]
        : OperatingSystem.IsMacOS() ? ["libomp.dylib", $"lib{Binding}.dylib"]
        : ["libc10.so", "libtorch_cpu.so", "libtorch.so", $"lib{Binding}.so"];

    /// <summary>Loads the libraries, if that has not been done yet. Any thread may call it; later calls are cheap.</summary>
    /// <exception cref="TorchMissingException">TorchSharp is not installed.</exception>
    /// <exception cref="TorchUnavailableException">A library is missing or the system cannot load it.</exception>
    public static void Load()
    {
        if (_loaded)
            return;

        lock (Gate)
        {
            if (_loaded)
                return;

            Assembly torchSharp = FindTorchSharp();
            nint binding = LoadFrom(FolderFor(torchSharp));
            ReportErrorsOnly(binding);
            HandToTorchSharp(torchSharp, binding);
            Start();
            _loaded = true;
        }
    }

    /// <summary>Loads the libraries, if that can be done here.</summary>
    /// <param name="reason">Empty, or why it cannot be done.</param>
    /// <returns>Whether the Torch engine can run.</returns>
    public static bool TryLoad(out string reason)
    {
        try
        {
            Load();
            reason = "";
            return true;
        }
        catch (TorchUnavailableException exception)
        {
            reason = exception.Message;
            return false;
        }
    }

    /// <summary>
    /// Makes libtorch compute on the calling thread alone, without helpers. To be called on every thread that trains or tests; it
    /// costs a microsecond.
    /// </summary>
    /// <remarks>
    /// The number of threads is OpenMP's, which keeps one for every calling thread. To a thread that comes for the first time
    /// libtorch gives the number last set by anyone (<see cref="Load"/> sets 1), but a pooled thread may have come with another.
    /// </remarks>
    /// <exception cref="TorchUnavailableException">A library is missing or the system cannot load it.</exception>
    public static void UseOneThread()
    {
        Load();
        torch.set_num_threads(1);
    }

    /// <summary>Loads the libraries of a folder.</summary>
    /// <returns>The handle of the binding, which is the last of them.</returns>
    internal static nint LoadFrom(string folder)
    {
        nint handle = 0;
        foreach (string name in FileNames)
            handle = LoadFile(Path.GetFullPath(Path.Combine(folder, name)));
        return handle;
    }

    private static string FolderFor(Assembly torchSharp) => AppContext.GetData(FolderOption) as string
        ?? Path.Combine(Path.GetDirectoryName(torchSharp.Location) ?? AppContext.BaseDirectory, "torch");

    /// <summary>TorchSharp by its name: a method that names one of its types cannot even be compiled where it is missing.</summary>
    private static Assembly FindTorchSharp()
    {
        try
        {
            return Assembly.Load(new AssemblyName(Managed));
        }
        catch (FileNotFoundException exception)
        {
            throw new TorchMissingException(exception);
        }
        catch (Exception exception) when (exception is BadImageFormatException or FileLoadException)
        {
            throw new TorchUnavailableException($"The Torch engine needs TorchSharp, and the file of it that was found cannot be loaded: {exception.Message.TrimEnd('.')}. {WayOut}", exception);
        }
    }

    private static nint LoadFile(string path)
    {
        if (!File.Exists(path))
            throw new TorchUnavailableException($"The Torch engine needs {path}, and there is no such file. {WayOut}");

        try
        {
            return NativeLibrary.Load(path);
        }
        catch (Exception exception) when (exception is DllNotFoundException or BadImageFormatException)
        {
            string words = exception.Message.Trim().TrimEnd('.');
            throw new TorchUnavailableException(
                $"The Torch engine needs {path}, and the system cannot load it: {words}. {WayOut}", exception);
        }
    }

    private static string WayOut =>
        "It runs on 64-bit x86 Linux with glibc 2.34 and the libstdc++ of GCC 11 or later (Debian 12, Ubuntu 22.04, RHEL 9), " +
        "on 64-bit x86 Windows with the Visual C++ 2015-2022 runtime, and on macOS with Apple silicon, each time from a " +
        $"module built for that platform; this is {RuntimeInformation.RuntimeIdentifier}. Use the Simd engine for fully " +
        "connected networks: it needs none of this.";

    /// <summary>
    /// Keeps libtorch's warnings off the screen, which is PowerShell's or the user's own: it writes them to the process's standard error.
    /// libtorch has a switch for that, which Python's binding sets from TORCH_CPP_LOG_LEVEL and TorchSharp leaves alone. Where the system
    /// shows no such name (Windows), the warnings stay.
    /// </summary>
    private static void ReportErrorsOnly(nint binding)
    {
        if (NativeLibrary.TryGetExport(binding, LogLevel, out nint level))
            Marshal.WriteInt32(level, ErrorsOnly);
    }

    /// <summary>
    /// Makes every look-up of the binding by TorchSharp end at the one loaded: its own probe at start-up, which asks
    /// <see cref="NativeLibrary"/>, and its calls. Both come to this event when the usual places have nothing to offer.
    /// </summary>
    private static void HandToTorchSharp(Assembly torchSharp, nint binding)
    {
        AssemblyLoadContext context = AssemblyLoadContext.GetLoadContext(torchSharp) ?? AssemblyLoadContext.Default;
        context.ResolvingUnmanagedDll += (_, name) => name == Binding ? binding : 0;
        if (!NativeLibrary.TryLoad(Binding, torchSharp, searchPath: null, out _))
            throw new TorchUnavailableException($"{Binding} is loaded, but {torchSharp.Location} does not find it. {WayOut}");
    }

    /// <summary>The first that names TorchSharp's types, and so a method apart.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Start()
    {
        torch.InitializeDeviceType(DeviceType.CPU);
        torch.set_num_threads(1);
    }
}
