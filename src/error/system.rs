//! What the operating system refused, in the words of people: the problem and
//! the remedy for the common causes. Its own words are English on most
//! machines and stand behind, as a detail.

use std::io;

use super::ErrorKind;

/// Windows: another program holds the file, or a part of it.
const HELD_ON_WINDOWS: [i32; 2] = [32, 33];

/// What is said of a file that could not be read or written, in Japanese and
/// English; `None` for causes that leave nothing to advise.
pub(super) fn explain(kind: ErrorKind, cause: &io::Error) -> Option<(&'static str, &'static str)> {
    let is_held = cfg!(windows)
        && cause.raw_os_error().is_some_and(|code| HELD_ON_WINDOWS.contains(&code))
        || matches!(cause.kind(), io::ErrorKind::ResourceBusy | io::ErrorKind::ExecutableFileBusy);
    match kind {
        ErrorKind::Unwritable if is_held => Some((
            "書き出せません。他のソフトが開いています。閉じてからもう一度実行するか、別の出力先を指定してください。",
            "could not write the output: another program holds the file; close it there, or choose another output",
        )),
        ErrorKind::Unwritable => not_written(cause.kind()),
        ErrorKind::Unreadable if is_held => Some((
            "ファイルを読めません。他のソフトが開いています。閉じてからもう一度実行してください。",
            "could not read the file: another program holds it; close it there and try again",
        )),
        ErrorKind::Unreadable => not_read(cause.kind()),
        _ => None,
    }
}

fn not_written(cause: io::ErrorKind) -> Option<(&'static str, &'static str)> {
    Some(match cause {
        io::ErrorKind::StorageFull => (
            "書き出せません。保存先のディスクに空きがありません。不要なファイルを消して空きを作るか、別のディスクを指定してください。",
            "could not write the output: the disk is full; free some space, or choose another disk",
        ),
        io::ErrorKind::QuotaExceeded => (
            "書き出せません。使えるディスクの割当てを使い切りました。不要なファイルを消すか、別の保存先を指定してください。",
            "could not write the output: your share of the disk is used up; delete files, or choose another place",
        ),
        io::ErrorKind::NotFound => (
            "書き出せません。保存先のフォルダーがありません。フォルダーを作るか、パスを確かめてください。",
            "could not write the output: there is no such folder; make it, or check the path",
        ),
        io::ErrorKind::PermissionDenied => (
            "書き出せません。書き込む権限がありません。フォルダーとファイルの権限を確かめるか、別の出力先を指定してください。",
            "could not write the output: permission denied; check the permissions of folder and file, or choose another output",
        ),
        io::ErrorKind::ReadOnlyFilesystem => (
            "書き出せません。保存先は書き込めないディスクです。別の出力先を指定してください。",
            "could not write the output: the disk is read-only; choose another output",
        ),
        io::ErrorKind::IsADirectory => (
            "書き出せません。フォルダーです。書き出すファイルの名前まで指定してください。",
            "could not write the output: this is a folder; give the name of a file to write",
        ),
        io::ErrorKind::NotADirectory => (
            "書き出せません。パスの途中にあるのはフォルダーではなくファイルです。パスを確かめてください。",
            "could not write the output: a part of the path is a file, no folder; check the path",
        ),
        io::ErrorKind::InvalidInput | io::ErrorKind::InvalidFilename => (
            "書き出せません。ファイル名に使えない文字があるか、名前が長すぎます。名前を変えてください。",
            "could not write the output: the name has characters that cannot be used, or is too long; change it",
        ),
        io::ErrorKind::FileTooLarge => (
            "書き出せません。このディスクに置ける大きさを超えました。別のディスクを指定してください。",
            "could not write the output: it is larger than this disk allows a file to be; choose another disk",
        ),
        io::ErrorKind::TimedOut
        | io::ErrorKind::NetworkDown
        | io::ErrorKind::NetworkUnreachable
        | io::ErrorKind::HostUnreachable
        | io::ErrorKind::StaleNetworkFileHandle => (
            "書き出せません。ネットワークの保存先につながりません。接続を確かめるか、手元のフォルダーを指定してください。",
            "could not write the output: the network place does not answer; check the connection, or choose a local folder",
        ),
        _ => return None,
    })
}

fn not_read(cause: io::ErrorKind) -> Option<(&'static str, &'static str)> {
    Some(match cause {
        io::ErrorKind::PermissionDenied => (
            "ファイルを読めません。読む権限がありません。ファイルとフォルダーの権限を確かめてください。",
            "could not read the file: permission denied; check the permissions of file and folder",
        ),
        io::ErrorKind::InvalidInput | io::ErrorKind::InvalidFilename => (
            "ファイルを読めません。ファイル名に使えない文字があるか、名前が長すぎます。パスを確かめてください。",
            "could not read the file: the name has characters that cannot be used, or is too long; check the path",
        ),
        io::ErrorKind::TimedOut
        | io::ErrorKind::NetworkDown
        | io::ErrorKind::NetworkUnreachable
        | io::ErrorKind::HostUnreachable
        | io::ErrorKind::StaleNetworkFileHandle => (
            "ファイルを読めません。ネットワークの先につながりません。接続を確かめるか、手元に写してから指定してください。",
            "could not read the file: the network place does not answer; check the connection, or copy the file first",
        ),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::Error;
    use crate::lang::Lang;

    fn said(kind: ErrorKind, cause: io::Error) -> [String; 2] {
        let error = Error::new(kind, "表.html").because(cause);
        [error.message(Lang::Ja), error.message(Lang::En)]
    }

    #[test]
    fn common_causes_have_a_remedy_of_their_own() {
        for (cause, ja, en) in [
            (io::ErrorKind::StorageFull, "空きを作る", "free some space"),
            (io::ErrorKind::NotFound, "フォルダーを作る", "make it"),
            (io::ErrorKind::PermissionDenied, "権限", "permissions"),
            (io::ErrorKind::IsADirectory, "ファイルの名前まで", "name of a file"),
            (io::ErrorKind::InvalidInput, "名前を変えて", "change it"),
            (io::ErrorKind::FileTooLarge, "別のディスク", "another disk"),
            (io::ErrorKind::ResourceBusy, "閉じてから", "close it"),
        ] {
            let [said_ja, said_en] = said(ErrorKind::Unwritable, cause.into());
            assert!(
                said_ja.starts_with("表.html: 書き出せません。") && said_ja.contains(ja),
                "{said_ja}"
            );
            assert!(said_en.contains(en), "{said_en}");
        }
        let [full, _] = said(ErrorKind::Unwritable, io::ErrorKind::StorageFull.into());
        assert!(!full.contains("権限"), "{full}");
        let [read, _] = said(ErrorKind::Unreadable, io::ErrorKind::PermissionDenied.into());
        assert!(read.contains("読む権限がありません"), "{read}");
    }

    #[test]
    fn foreign_words_stand_behind_as_a_detail() {
        let [ja, en] = said(ErrorKind::Unwritable, io::Error::other("disk on fire"));
        assert!(ja.ends_with("確かめてください。（詳細: disk on fire）"), "{ja}");
        assert!(en.ends_with("permissions (disk on fire)"), "{en}");
    }
}
