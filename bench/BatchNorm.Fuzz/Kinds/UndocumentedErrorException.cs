namespace BatchNorm.Fuzz.Kinds;

/// <summary>The module answered with an error that it does not promise.</summary>
internal sealed class UndocumentedErrorException(string message) : Exception(message);
