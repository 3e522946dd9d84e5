import { useState } from 'react';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { gitopsTranslationRef } from '@backstage-gitops/plugin-gitops-react';
import ExpandIcon from '@material-ui/icons/ChevronRight';
import FileIcon from '@material-ui/icons/InsertDriveFileOutlined';
import {
  Button,
  Key,
  Tree,
  TreeItem,
  TreeItemContent,
} from 'react-aria-components';
import { FileNode, foldersIn } from '../../rules/fileTree';
import styles from './NewRepositoryFiles.module.css';

const Row = ({ node }: { node: FileNode }) => {
  const { path, name, children } = node;
  return (
    <TreeItem id={path} textValue={name} className={styles.row}>
      <TreeItemContent>
        {children ? (
          <Button slot="chevron" className={styles.chevron}>
            <ExpandIcon fontSize="small" aria-hidden />
          </Button>
        ) : (
          <FileIcon className={styles.icon} fontSize="small" aria-hidden />
        )}
        <span className={styles.name}>{name}</span>
      </TreeItemContent>
      {children?.map(child => (
        <Row key={child.path} node={child} />
      ))}
    </TreeItem>
  );
};

/** Folders that open and close, and files of which one is chosen. */
export const FileTree = ({
  nodes,
  chosen,
  onChoose,
}: {
  nodes: FileNode[];
  /** The path of a file. */
  chosen: string;
  onChoose: (path: string) => void;
}) => {
  const { t } = useTranslationRef(gitopsTranslationRef);
  const folders = foldersIn(nodes);
  const [open, setOpen] = useState<Iterable<Key>>(folders);
  const press = (key: Key) => {
    const path = String(key);
    if (!folders.includes(path)) {
      onChoose(path);
      return;
    }
    const others = new Set(open);
    setOpen(others.delete(path) ? others : others.add(path));
  };
  return (
    <Tree
      aria-label={t('files.tree')}
      className={styles.tree}
      expandedKeys={open}
      onExpandedChange={setOpen}
      selectionMode="single"
      disallowEmptySelection
      selectedKeys={[chosen]}
      onSelectionChange={keys => keys !== 'all' && keys.forEach(press)}
    >
      {nodes.map(node => (
        <Row key={node.path} node={node} />
      ))}
    </Tree>
  );
};
