using System.Collections;
using System.Globalization;
using System.Management.Automation;
using BatchNorm.Collections;
using BatchNorm.Settings;

namespace BatchNorm.PowerShell.Serialization;

/// <summary>
/// Reads the properties of an object that lost its type on the way through a file, a job or a table. What is not there must not be taken for
/// a default, so each property is asked for, and those that are missing or cannot be read are gathered.
/// </summary>
internal sealed class PropertyReader
{
    private readonly PSObject _source;
    private readonly string _path;
    private readonly List<string> _missing;

    /// <param name="source">The object.</param>
    public PropertyReader(PSObject source)
        : this(source, "", [])
    {
    }

    private PropertyReader(PSObject source, string path, List<string> missing)
    {
        _source = source;
        _path = path;
        _missing = missing;
    }

    /// <summary>The properties that are missing or could not be read, each once; those of an object within it with its name before theirs.</summary>
    public IReadOnlyList<string> Missing => [.. _missing.Distinct()];

    /// <summary>Reads an object within this one; what it lacks, this one lacks.</summary>
    public PropertyReader Within(string property, PSObject child) => new(child, $"{_path}{property}.", _missing);

    /// <summary>All settings of a record.</summary>
    public TSettings Settings<TSettings>(TSettings settings)
        where TSettings : ExperimentSettings =>
        SettingTable.All.Where(setting => setting.IsOf(settings)).Aggregate(settings, Setting);

    /// <summary>Whether a property is there, is a setting's value, and is another than that of some settings.</summary>
    public bool Differs(Setting setting, ExperimentSettings settings) =>
        Has(setting.Name) && setting.Text(Setting(settings, setting)) != setting.Text(settings);

    /// <summary>A number.</summary>
    public double Number(string property) => Value(property, SettingText.Number);

    /// <summary>A number, or null where the property is there and empty.</summary>
    public double? OptionalNumber(string property) => IsEmpty(property) ? null : Number(property);

    /// <summary>A share of images, 0 to 1: what lies outside, NaN included, was not written by this module.</summary>
    public double Share(string property)
    {
        double share = Number(property);
        if (share is not (>= 0 and <= 1))
            AddMissing(property);
        return share;
    }

    /// <summary>A share that older versions did not write: null where the property is not there, or is empty.</summary>
    public double? LaterShare(string property) => Has(property) ? Share(property) : null;

    /// <summary>A whole number.</summary>
    public int WholeNumber(string property) => Value(property, SettingText.WholeNumber);

    /// <summary>A whole number, or null where the property is there and empty.</summary>
    public int? OptionalWholeNumber(string property) => IsEmpty(property) ? null : WholeNumber(property);

    /// <summary>Yes or no.</summary>
    public bool Flag(string property) => Value(property, SettingText.Flag);

    /// <summary>One of the names of an enumeration.</summary>
    public T Name<T>(string property)
        where T : struct, Enum => Value(property, SettingText.Name<T>());

    /// <summary>One of the names of an enumeration, or null where the property is there and empty.</summary>
    public T? OptionalName<T>(string property)
        where T : struct, Enum => IsEmpty(property) ? null : Name<T>(property);

    /// <summary>A text, which may be empty but must be there.</summary>
    public string Text(string property) => IsEmpty(property) ? "" : Converted<string>(property) ?? "";

    /// <summary>A time.</summary>
    public TimeSpan Duration(string property) => Converted<TimeSpan>(property);

    /// <summary>Any number of whole numbers.</summary>
    public ValueList<int> WholeNumbers(string property) => Found(property) switch
    {
        "" => [],
        string text => [.. Read(property, () => SettingText.WholeNumber.ReadSeveral(text, CultureInfo.CurrentCulture)) ?? []],
        _ => [.. Converted<int[]>(property) ?? []],
    };

    /// <summary>Any number of objects.</summary>
    public ValueList<T> Objects<T>(string property, Func<PropertyReader, T> read)
        where T : class
    {
        if (Found(property) is not { } value)
        {
            AddMissing(property);
            return [];
        }

        return [.. ItemsOf(value).Select(item => item.BaseObject as T ?? read(Within(property, item)))];
    }

    /// <summary>Any number of objects, or none where the property came with a later version than the object.</summary>
    public ValueList<T> LaterObjects<T>(string property, Func<PropertyReader, T> read)
        where T : class => Found(property) is null ? [] : Objects(property, read);

    /// <summary>What a collection holds; a value that is none is its only item.</summary>
    public static IEnumerable<PSObject> ItemsOf(object collection)
    {
        object value = PSObject.AsPSObject(collection).BaseObject;
        return value is IEnumerable items and not string ? items.Cast<object>().Select(PSObject.AsPSObject) : [PSObject.AsPSObject(value)];
    }

    /// <summary>Whether the object has something to say of a property.</summary>
    public bool Has(string property) => Found(property) is not (null or "");

    /// <summary>Settings with the value that the object has of one.</summary>
    private TSettings Setting<TSettings>(TSettings settings, Setting setting)
        where TSettings : ExperimentSettings
    {
        try
        {
            if (_source.Properties[setting.Name] is null && setting.LeftOutOfKeysAt is { } before)
                return setting.Read(settings, before, CultureInfo.InvariantCulture); // it came with a later version than the object
            if (IsEmpty(setting.Name) || Found(setting.Name) is string)
                return setting.Read(settings, Found(setting.Name) as string ?? "", CultureInfo.CurrentCulture);
            if (Found(setting.Name) is { } value && LanguagePrimitives.TryConvertTo(value, setting.ValueType, CultureInfo.InvariantCulture, out object converted))
                return setting.Put(settings, converted);
        }
        catch (Exception exception) when (exception is FormatException or ArgumentException)
        {
            // told with the others
        }

        AddMissing(setting.Name);
        return settings;
    }

    private bool IsEmpty(string property) => _source.Properties[property] is not null && !Has(property);

    private T? Value<T>(string property, SettingText<T> reading) => Found(property) is string text
        ? Read(property, () => reading.Read(text, CultureInfo.CurrentCulture))
        : Converted<T>(property);

    private T? Read<T>(string property, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (FormatException)
        {
            AddMissing(property);
            return default;
        }
    }

    private T? Converted<T>(string property)
    {
        if (Found(property) is { } value && LanguagePrimitives.TryConvertTo(value, CultureInfo.InvariantCulture, out T converted))
            return converted;

        AddMissing(property);
        return default;
    }

    /// <summary>A property's value, a text without what PowerShell wraps around it; null where there is none.</summary>
    private object? Found(string property) =>
        _source.Properties[property]?.Value is var value && value is PSObject { BaseObject: string text } ? text : value;

    private void AddMissing(string property) => _missing.Add(_path + property);
}
