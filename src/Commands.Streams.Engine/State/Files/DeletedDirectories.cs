using System.Globalization;

namespace Commands.Streams.State.Files;

/// <summary>Where directories go before they are deleted, file by file. What a crash leaves here is deleted at the next start.</summary>
/// <param name="files">The files.</param>
/// <param name="application">The application's directory.</param>
internal sealed class DeletedDirectories(IStateFiles files, string application)
{
    /// <summary>The name of the directory inside the application's.</summary>
    public const string Name = ".deleted";

    private readonly string _path = Path.Combine(application, Name);

    /// <summary>Renames a directory, if it is there. It is gone from where it was when this returns.</summary>
    public void Take(string path)
    {
        if (!files.DirectoryExists(path))
        {
            return;
        }

        files.CreateDirectory(_path);
        var taken = files.GetDirectories(_path).ToHashSet();
        var number = 0;
        while (taken.Contains(number.ToString(CultureInfo.InvariantCulture)))
        {
            number++;
        }

        files.MoveDirectory(path, Path.Combine(_path, number.ToString(CultureInfo.InvariantCulture)));
    }

    /// <summary>Deletes everything here. What cannot be deleted now stays until the next time.</summary>
    public void Empty()
    {
        foreach (var name in files.GetDirectories(_path))
        {
            try
            {
                files.DeleteDirectory(Path.Combine(_path, name));
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                // Somebody still reads a file of it, for example a virus scanner.
            }
        }
    }
}
